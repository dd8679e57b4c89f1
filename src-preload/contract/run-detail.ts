import { z } from 'zod';
import { diagnosticSchema } from './diagnostics';
import { checkpointIdSchema, runIdSchema, splitSchema, type EvaluationSplit } from './ids';
import { numberOrWordSchema } from './metrics';
import { runSummarySchema } from './runs';

export const checkpointSchema = z.strictObject({
  runId: runIdSchema,
  folder: z.string(),
  /** Ids that name it, one for each role. */
  ids: z.array(checkpointIdSchema),
  roles: z.array(z.string()),
  step: z.int(),
  epoch: z.int(),
  bytes: z.int(),
  metrics: z.record(z.string(), numberOrWordSchema),
  createdAt: z.int(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

export const attemptSchema = z.strictObject({
  attempt: z.int(),
  startedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
  pid: z.int().nullable(),
  exitCode: z.int().nullable(),
  resumedFromStep: z.int().nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** A step of a pipeline in the newest attempt; `exitCode` and `durationMs` are null while it runs. */
export const runStepStateSchema = z.strictObject({
  name: z.string(),
  state: z.enum(['started', 'finished']),
  exitCode: z.int().nullable(),
  durationMs: z.number().nullable(),
  cached: z.boolean(),
  startedAt: z.int(),
});
export type RunStepState = z.infer<typeof runStepStateSchema>;

export const runDetailSchema = z.strictObject({
  summary: runSummarySchema,
  configYaml: z.string(),
  checkpoints: z.array(checkpointSchema),
  diagnostics: z.array(diagnosticSchema),
  attempts: z.array(attemptSchema),
  /** Metric ids with values, by split. */
  series: z.array(z.strictObject({ split: splitSchema, metric: z.string(), points: z.int() })),
  snapshots: z.array(z.string()),
  /** Steps of a pipeline in the order in which they began; empty for a plain training. */
  steps: z.array(runStepStateSchema),
  source: z.strictObject({ name: z.string(), fingerprint: z.string() }),
  codeVersion: z.string(),
  parameters: z.strictObject({ total: z.int(), trainable: z.int() }).nullable(),
  phase: z.strictObject({ name: z.string(), fraction: z.number().nullable() }).nullable(),
  folder: z.string(),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

/**
 * A metric over the steps. When it was reduced to `maxPoints` buckets, `min` and `max` carry each bucket's extremes, so no
 * spike is lost; unreduced series have `min` and `max` equal to `values`.
 */
export const seriesSchema = z.strictObject({
  runId: runIdSchema,
  split: splitSchema,
  metric: z.string(),
  steps: z.array(z.int()),
  epochs: z.array(z.int()),
  values: z.array(numberOrWordSchema),
  min: z.array(numberOrWordSchema),
  max: z.array(numberOrWordSchema),
  reduced: z.boolean(),
});
export type Series = z.infer<typeof seriesSchema>;

export const logLineSchema = z.strictObject({
  attempt: z.int(),
  seq: z.int(),
  time: z.int(),
  level: z.enum(['debug', 'info', 'warning', 'error']),
  message: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

/** @returns the name under which an evaluation keeps a picture of a split; training keeps its own under `name` */
export const evaluatedSnapshot = (name: string, split: EvaluationSplit): string => `${name}.evaluated.${split}`;

export const snapshotSchema = z.strictObject({
  name: z.string(),
  step: z.int(),
  epoch: z.int(),
  data: z.json(),
  /** Epochs for which this snapshot is kept, oldest first. */
  epochs: z.array(z.int()),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
