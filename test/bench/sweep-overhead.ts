import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sweepSchema } from '#contract/config/sweep';
import type { Parameters, StudyDefinition, Trial } from '#contract/sweeps';
import { storeLedger } from '../../src-main/services/sweeps/study-ledger';
import { readHistory } from '../../src-main/services/sweeps/study-view';
import { Store } from '../../src-main/store/store';
import { runStudy } from '../../src-main/sweep/loop/run-study';
import { exampleExperiment } from '../support/workspace-run-config';

/*
 * What a trial costs beside its training: choosing it, judging its reports, storing everything in SQLite on disk.
 *
 *   node test/bench/run.mjs sweep-overhead 1000 2
 *   node test/bench/run.mjs sweep-overhead 10000 10
 */
const [trials = 1000, dimensions = 2] = process.argv.slice(2).map(Number);
const REPORTS = 5;

const definition: StudyDefinition = {
  schemaVersion: 1,
  studyId: 's-0000000001',
  sweep: sweepSchema.parse({
    experiment: 'none',
    space: Object.fromEntries(
      Array.from({ length: dimensions }, (_, index) => [`x.d${index}`, { kind: 'float', low: -5, high: 5 }]),
    ),
    pruner: { kind: 'median' },
    objective: { metric: 'loss' },
    limits: { trials },
    sweep: { early_stop_no_learning: false },
  }),
  configPath: null,
  base: exampleExperiment(),
  experimentPath: null,
  direction: 'minimize',
  warmTrials: [],
  createdAt: 0,
};
const costOf = (parameters: Parameters): number =>
  Object.values(parameters).reduce<number>((sum, value) => sum + (value as number) ** 2, 0);

const folder = mkdtempSync(path.join(tmpdir(), 'assay-bench-'));
const store = Store.open(path.join(folder, 'assay.db'));
try {
  const progress = {
    status: 'running',
    stoppedBy: null,
    error: null,
    judgedFrom: 0,
    endedAt: null,
    stopRequested: false,
  };
  store.studies.insert(definition, progress as never, null);
  const record = store.studies.find(definition.studyId);
  const reports: number[] = [];
  const asked: number[] = [];
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  await runStudy({
    study: definition,
    history: readHistory(store, record),
    ledger: storeLedger(store, record.key),
    train: ({ parameters }: Trial, report) => {
      asked.push(performance.now());
      const objective = costOf(parameters);
      for (let step = 1; step <= REPORTS; step += 1) {
        const before = performance.now();
        report(step, objective + 1 / step);
        reports.push(performance.now() - before);
      }
      const facts = { steps: [], diagnostics: [], startedAt: 0, endedAt: 0, durationMs: 0 };
      return Promise.resolve({ kind: 'finished', ...facts, objective, metrics: {}, masked: null });
    },
    signal: new AbortController().signal,
    judgedFrom: 0,
    elapsedMs: () => 0,
    whenChanged: () => new Promise(() => {}),
  });
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuStart);
  const last = asked.slice(-Math.ceil(trials / 10));
  const tail = (last.at(-1)! - last[0]!) / (last.length - 1);
  reports.sort((a, b) => a - b);
  const at = (share: number): string => reports[Math.floor(share * (reports.length - 1))]!.toFixed(3);
  console.log(
    `${trials} TPE trials of ${dimensions} parameters: ${(wall / trials).toFixed(2)} ms a trial (${((user + system) / 1000 / trials).toFixed(2)} ms of processor), the last tenth ${tail.toFixed(2)} ms; ${REPORTS} reports a trial included`,
  );
  console.log(`pruner report: median ${at(0.5)} ms, 99 % ${at(0.99)} ms`);
} finally {
  store.close();
  rmSync(folder, { recursive: true });
}
