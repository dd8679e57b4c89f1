import { runSummarySchema, type RunSummary } from '#contract/runs';

/** A complete row of the runs table; `overrides` replaces what a test is about. */
export function runSummary(overrides: Partial<RunSummary>): RunSummary {
  return runSummarySchema.parse({
    runId: 'r-0123456789',
    name: 'ranker',
    family: 'deep-set-ranker',
    seed: 42,
    status: 'done',
    stopReason: 'completed',
    groupKey: 'g',
    config: {},
    configPath: null,
    createdAt: 0,
    startedAt: 0,
    endedAt: 1000,
    epoch: 3,
    totalEpochs: 3,
    step: 30,
    totalSteps: 30,
    durationMs: 1000,
    samplesPerSecond: 30,
    memoryBytes: 100_000_000,
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
    ...overrides,
  });
}
