import { z } from 'zod';
import { parallelSchema } from './config/engine';
import { diagnosticSchema } from './diagnostics';
import { serializedErrorSchema } from './errors/workbench-error';
import {
  checkpointIdSchema,
  evaluationSplitSchema,
  executorIdSchema,
  familyIdSchema,
  runIdSchema,
  splitSchema,
} from './ids';

/**
 * Where a run stands. `interrupted` = its process ended without a result and it can be resumed; `stopped` = a person
 * stopped it after a checkpoint; `stopped_early` = a rule ended it, a result like `done`; `diverged` = the loss left the
 * finite numbers, an outcome, not an error.
 */
export const runStatusSchema = z.enum([
  'queued',
  'running',
  'paused',
  'done',
  'stopped_early',
  'stopped',
  'interrupted',
  'pruned',
  'diverged',
  'failed',
]);
export type RunStatus = z.infer<typeof runStatusSchema>;

/** States in which a worker process is expected to be alive. */
export const LIVE_STATUSES: readonly RunStatus[] = ['running', 'paused'];
/** States from which `resume` continues. */
export const RESUMABLE_STATUSES: readonly RunStatus[] = ['stopped', 'interrupted', 'failed'];
/** States that a run never leaves by itself and that carry a result. */
export const FINISHED_STATUSES: readonly RunStatus[] = ['done', 'stopped_early', 'diverged', 'pruned'];

/** Why the training loop ended. */
export const stopReasonSchema = z.enum([
  'completed',
  'early_stopping',
  'not_learning',
  'stopped_by_user',
  'diverged',
  'interrupted',
]);
export type StopReason = z.infer<typeof stopReasonSchema>;

/** Metrics of one split in full precision, always with their sample and cluster counts. */
export const splitMetricsSchema = z.looseObject({ n: z.int(), clusters: z.int() }).catchall(z.number().nullable());
export type SplitMetrics = z.infer<typeof splitMetricsSchema>;

export const metricsBySplitSchema = z.partialRecord(evaluationSplitSchema, splitMetricsSchema);
export type MetricsBySplit = z.infer<typeof metricsBySplitSchema>;

export const engineRecordSchema = z.strictObject({
  executor: executorIdSchema,
  version: z.string(),
  threads: z.int().positive(),
  /** What the threads share; absent: operations. */
  parallel: parallelSchema.optional(),
  /** How the executor was chosen, for example `explicit` or `auto: 0.9 ms against 2.1 ms (wasm)`. */
  choice: z.string(),
});
export type EngineRecord = z.infer<typeof engineRecordSchema>;

/** A step of a pipeline as it ended. `cached`: its outputs were read back, nothing was computed. */
export const runStepSchema = z.strictObject({
  name: z.string(),
  exitCode: z.int(),
  durationMs: z.number(),
  cached: z.boolean(),
});
export type RunStep = z.infer<typeof runStepSchema>;

/** `result.json` of a run folder: written once, by the attempt that ended the run. */
export const runResultSchema = z.strictObject({
  schemaVersion: z.literal(1),
  runId: runIdSchema,
  status: z.enum(['done', 'stopped_early', 'diverged']),
  stopReason: stopReasonSchema,
  epochs: z.int(),
  steps: z.int(),
  metrics: metricsBySplitSchema,
  best: z
    .strictObject({
      metric: z.string(),
      split: splitSchema,
      value: z.number(),
      epoch: z.int(),
      checkpointId: checkpointIdSchema,
    })
    .nullable(),
  /** Baseline id, then split, then metrics: the rows that every model row is shown beside. */
  baselines: z.record(z.string(), metricsBySplitSchema),
  durationMs: z.number(),
  samplesPerSecond: z.number(),
  peakMemoryBytes: z.number(),
  engine: engineRecordSchema,
  diagnostics: z.array(diagnosticSchema),
  parameters: z.strictObject({ total: z.int(), trainable: z.int() }),
  /** Steps of a pipeline, in order; absent for a plain training. (`steps` counts optimiser steps.) */
  pipelineSteps: z.array(runStepSchema).optional(),
});
export type RunResult = z.infer<typeof runResultSchema>;

/** One row of the runs table. */
export const runSummarySchema = z.strictObject({
  runId: runIdSchema,
  name: z.string(),
  family: familyIdSchema,
  seed: z.int(),
  status: runStatusSchema,
  stopReason: stopReasonSchema.nullable(),
  /** Hash of the resolved configuration without seed and bookkeeping: equal = same group. */
  groupKey: z.string(),
  /** Resolved configuration, flattened: `model_a.epochs` to its value as JSON text. */
  config: z.record(z.string(), z.string()),
  configPath: z.string().nullable(),
  createdAt: z.int(),
  startedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
  epoch: z.int(),
  totalEpochs: z.int(),
  step: z.int(),
  totalSteps: z.int(),
  /** Training time so far without pauses. */
  durationMs: z.number(),
  samplesPerSecond: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  metrics: metricsBySplitSchema,
  best: runResultSchema.shape.best,
  baselines: z.record(z.string(), metricsBySplitSchema),
  engine: engineRecordSchema.nullable(),
  error: serializedErrorSchema.nullable(),
  diagnosticCount: z.int(),
  attempts: z.int(),
  parentRunId: runIdSchema.nullable(),
  trashedAt: z.int().nullable(),
  /** Values of the monitored metric by epoch, at most 64, for the sparkline. */
  sparkline: z.array(z.number()),
});
export type RunSummary = z.infer<typeof runSummarySchema>;
