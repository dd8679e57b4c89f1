import { z } from 'zod';
import { attemptClaimSchema } from './checkpoint-files';
import { serializedErrorSchema } from './errors/workbench-error';
import { numberOrWordSchema } from './metrics';
import { runDetailSchema } from './run-detail';
import { engineRecordSchema, metricsBySplitSchema, runResultSchema, stopReasonSchema } from './runs';

/** The process that looks after a run: starts its workers, ingests, notices their end. */
export const supervisorSchema = attemptClaimSchema.omit({ token: true });
export type Supervisor = z.infer<typeof supervisorSchema>;

/** The monitored metric by epoch, thinned; `series` is `split.metric`. */
export const sparklineSchema = z.strictObject({
  series: z.string().nullable(),
  points: z.array(z.tuple([z.int(), z.number()]).readonly()).readonly(),
});
export type Sparkline = z.infer<typeof sparklineSchema>;

/** How an attempt said it ended: its last event. */
export const attemptEndingSchema = z.strictObject({
  exitCode: z.int(),
  stopReason: stopReasonSchema.nullable(),
  error: serializedErrorSchema.nullable(),
});
export type AttemptEnding = z.infer<typeof attemptEndingSchema>;

/** Resolved configuration by dotted path, values as JSON text. */
export const flatConfigSchema = z.record(z.string(), z.string());

export const checkpointRolesSchema = z.array(z.string());
export const checkpointMetricsSchema = z.record(z.string(), numberOrWordSchema);
export type CheckpointMetrics = z.infer<typeof checkpointMetricsSchema>;

/** JSON columns of a run in the database, with the schema each is read by. */
export const RUN_DOCUMENT_SCHEMAS = {
  metrics: metricsBySplitSchema,
  baselines: z.record(z.string(), metricsBySplitSchema),
  engine: engineRecordSchema.nullable(),
  error: serializedErrorSchema.nullable(),
  result: runResultSchema.nullable(),
  best: runResultSchema.shape.best,
  parameters: runDetailSchema.shape.parameters,
  phase: runDetailSchema.shape.phase,
  /** Metric id that the checkpoint `best-<metric>` watches; null until the first one is written. */
  monitor: z.string().nullable(),
  sparkline: sparklineSchema,
} as const;
export type RunDocumentName = keyof typeof RUN_DOCUMENT_SCHEMAS;
export type RunDocuments = { [K in RunDocumentName]: z.output<(typeof RUN_DOCUMENT_SCHEMAS)[K]> };
