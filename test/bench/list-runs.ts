import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { selectRuns } from '../../src-main/store/query/select-runs';
import { Store } from '../../src-main/store/store';
import { groupRuns } from '../../src-main/services/runs/group-runs';
import { exampleExperiment, exampleRunConfig } from '../support/workspace-run-config';

/*
 * The runs table with 10,000 runs: opening it cold, filtering and sorting, grouping.
 *
 *   node test/bench/run.mjs list-runs
 */
const RUNS = 10_000;
const ROUNDS = 15;
const QUERIES = [
  '',
  'order by -validation.conference_spearman',
  'model_a.epochs >= 10 and validation.conference_spearman > 0.8 order by -validation.conference_spearman limit 100',
  'name ~ "run 12" or training.optimizer.kind = adam order by model_a.learning_rate',
] as const;

function fill(store: Store): void {
  const series = store.metrics.seriesId('validation', 'conference_spearman');
  store.transaction(() => {
    for (let n = 0; n < RUNS; n += 1) {
      const config = exampleExperiment({
        name: `Run ${n}`,
        model_a: { epochs: 1 + (n % 40), learning_rate: 1e-4 * (1 + (n % 7)) },
      });
      const key = store.runs.insert({
        config: exampleRunConfig(n, { config, seed: n % 5 }),
        groupKey: `group-${Math.floor(n / 5)}`,
        status: 'queued',
        supervisor: null,
      });
      const value = 0.5 + 0.5 * Math.abs(Math.sin(n));
      store.metrics.setLatest(key, series, value);
      store.runs.update(key, {
        status: 'done',
        metrics: { validation: { n: 72, clusters: 36, conference_spearman: value } },
      });
    }
  });
}

/** @returns processor time of this process, ms: what a busy machine does not change */
function processorTime(action: () => void): number {
  const start = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function time(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

const folder = mkdtempSync(path.join(tmpdir(), 'assay-bench-'));
try {
  const file = path.join(folder, 'assay.db');
  const first = Store.open(file);
  fill(first);
  first.close();
  let store: Store | null = null;
  let processorMs = 0;
  const wallMs = time(() => {
    processorMs = processorTime(() => selectRuns((store = Store.open(file)), '', { includeTrash: false }));
  });
  console.log(
    `open and read all ${RUNS} rows, cold: ${wallMs.toFixed(0)} ms, of which the processor ${processorMs.toFixed(0)} ms`,
  );
  for (const query of QUERIES) {
    const times = Array.from({ length: ROUNDS }, () =>
      time(() => selectRuns(store!, query, { includeTrash: false })),
    ).sort((a, b) => a - b);
    console.log(
      `min ${times[0]!.toFixed(1)} ms, median ${times[ROUNDS >> 1]!.toFixed(1)} ms: ${query || '(everything, newest first)'}`,
    );
  }
  const rows = selectRuns(store!, '', { includeTrash: false }).rows;
  const times = Array.from({ length: ROUNDS }, () => time(() => groupRuns(rows))).sort((a, b) => a - b);
  console.log(
    `min ${times[0]!.toFixed(1)} ms, median ${times[ROUNDS >> 1]!.toFixed(1)} ms: group by all but seed, mean and sd`,
  );
  store!.close();
} finally {
  rmSync(folder, { recursive: true });
}
