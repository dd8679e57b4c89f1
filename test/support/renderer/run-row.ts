import { runSummarySchema, type RunSummary } from '#contract/runs';

/** A row of the runs table that the contract accepts. */
export function runRow(change: Partial<RunSummary> = {}): RunSummary {
  return runSummarySchema.parse({
    runId: 'r-0000000001',
    name: 'ranker',
    family: 'deep-set-ranker',
    seed: 42,
    status: 'done',
    stopReason: 'completed',
    groupKey: 'group',
    config: {},
    configPath: null,
    createdAt: 1,
    startedAt: 1,
    endedAt: null,
    epoch: 10,
    totalEpochs: 28,
    step: 100,
    totalSteps: 280,
    durationMs: 1000,
    samplesPerSecond: null,
    memoryBytes: null,
    metrics: {},
    best: null,
    baselines: {},
    engine: null,
    error: null,
    diagnosticCount: 0,
    attempts: 1,
    parentRunId: null,
    trashedAt: null,
    sparkline: [],
    ...change,
  });
}
