import type { MetricsBySplit, RunResult } from '#contract/runs';
import type { EvaluationSplit } from '#contract/ids';
import type { RunChange, RunKey } from '../../store/repositories/run-record';
import type { Store } from '../../store/store';
import { outcomeOf } from './attempt-outcome';
import type { RunFolders } from './run-folders';

/** Columns that a result brings; `metrics` are those of the checkpoint that ships, not the last ones logged. */
const resultChange = (result: RunResult): RunChange => ({
  result,
  best: result.best,
  metrics: result.metrics,
  baselines: result.baselines,
  engine: result.engine,
  parameters: result.parameters,
  epoch: result.epochs,
  step: result.steps,
  durationMs: result.durationMs,
  samplesPerSecond: result.samplesPerSecond,
  memoryBytes: result.peakMemoryBytes,
});

function storeMetrics(store: Store, run: RunKey, metrics: MetricsBySplit): void {
  for (const [split, values] of Object.entries(metrics) as [EvaluationSplit, Record<string, number | null>][]) {
    for (const [metric, value] of Object.entries(values)) {
      if (metric !== 'n' && metric !== 'clusters')
        store.metrics.setLatest(run, store.metrics.seriesId(split, metric), value ?? Number.NaN);
    }
  }
}

/**
 * Closes an attempt whose worker has ended and whose events are ingested: reads `result.json`, decides on the run's state.
 * @param exitCode null when it is not known
 */
export function finishAttempt(store: Store, folders: RunFolders, runId: string, exitCode: number | null): void {
  const { key, attemptCount, stopRequested } = store.runs.head(runId);
  const result = folders.result(runId);
  const ending = store.attempts.ending(key, attemptCount);
  const outcome = outcomeOf({
    runId,
    result,
    ending,
    exitCode,
    stopRequested,
    outputFile: folders.outputFile(runId, attemptCount),
  });
  const endedAt = Date.now();
  store.transaction(() => {
    store.attempts.close(key, attemptCount, endedAt, exitCode ?? ending?.exitCode ?? null);
    if (result) storeMetrics(store, key, result.metrics);
    store.runs.update(key, {
      ...(result ? resultChange(result) : {}),
      ...outcome,
      endedAt,
      phase: null,
      stopRequested: false,
    });
  });
}
