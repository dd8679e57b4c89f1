import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ingestStep } from '../../src-main/store/ingestion/ingest-attempt';
import { Store } from '../../src-main/store/store';
import { asLines, attemptStarted, numbered } from '../support/workspace-events';
import { exampleRunConfig } from '../support/workspace-run-config';

/*
 * Metric values a second from an events file into SQLite, everything included: reading, parsing by schema, inserting, moving
 * the offset. One event carries ten values, as an epoch or a logging interval does.
 *
 *   node test/bench/run.mjs ingest
 */
const EVENTS = 50_000;
const VALUES_PER_EVENT = 10;

function eventsText(): string {
  const values = (step: number) =>
    Object.fromEntries(
      Array.from({ length: VALUES_PER_EVENT }, (_, index) => [`metric_${index}`, Math.sin(step + index)]),
    );
  const metrics = Array.from({ length: EVENTS }, (_, step) => ({
    kind: 'metrics' as const,
    split: 'train' as const,
    step: step + 1,
    epoch: Math.floor(step / 100) + 1,
    values: values(step),
  }));
  return asLines(numbered([attemptStarted(), ...metrics]));
}

function measure(text: string): {
  readonly valuesPerSecond: number;
  readonly cpuSeconds: number;
  readonly longestBatchMs: number;
} {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-bench-'));
  try {
    const file = path.join(folder, 'events.jsonl');
    writeFileSync(file, text);
    const store = Store.open(path.join(folder, 'assay.db'));
    const run = store.runs.insert({ config: exampleRunConfig(1), groupKey: 'g', status: 'running', supervisor: null });
    let longestBatchMs = 0;
    const cpu = process.cpuUsage();
    const start = performance.now();
    for (let hasMore = true; hasMore;) {
      const batchStart = performance.now();
      ({ hasMore } = ingestStep(store, run, 1, file));
      longestBatchMs = Math.max(longestBatchMs, performance.now() - batchStart);
    }
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    store.close();
    return {
      valuesPerSecond: (EVENTS * VALUES_PER_EVENT) / seconds,
      cpuSeconds: (user + system) / 1e6,
      longestBatchMs,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const text = eventsText();
for (let round = 1; round <= 3; round += 1) {
  const { valuesPerSecond, cpuSeconds, longestBatchMs } = measure(text);
  console.log(
    `round ${round}: ${Math.round(valuesPerSecond).toLocaleString('en')} values/s (${Math.round((EVENTS * VALUES_PER_EVENT) / cpuSeconds).toLocaleString('en')} a second of processor time), longest batch ${longestBatchMs.toFixed(1)} ms`,
  );
}
