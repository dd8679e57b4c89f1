import { z } from 'zod';
import { experimentSchema } from './config/experiment';
import { familyIdSchema, runIdSchema } from './ids';

/** A data source as a worker needs it: where it lies and what it was when the run was made. */
export const sourceLocationSchema = z.strictObject({
  name: z.string(),
  /** Absolute path of a file or folder. */
  path: z.string(),
  /** SHA-256 over the files; empty while unknown. */
  fingerprint: z.string(),
});
export type SourceLocation = z.infer<typeof sourceLocationSchema>;

/** `all`: every weight, the optimiser and the epoch go on; `equal`: the parameters of equal name and shape, from epoch 1. */
export const weightTransferSchema = z.enum(['all', 'equal']);
export type WeightTransfer = z.infer<typeof weightTransferSchema>;

/** `config.json` of a run folder; immutable. */
export const runConfigSchema = z.strictObject({
  schemaVersion: z.literal(1),
  runId: runIdSchema,
  name: z.string(),
  family: familyIdSchema,
  seed: z.int().nonnegative(),
  config: experimentSchema,
  configPath: z.string().nullable(),
  source: sourceLocationSchema,
  /** Folder for prepared batches and compiled graphs; safe to delete. */
  cacheFolder: z.string(),
  codeVersion: z.string(),
  createdAt: z.int(),
  /** Set for a fork: the run and the checkpoint folder it continues from. */
  parent: z
    .strictObject({ runId: runIdSchema, checkpointPath: z.string(), transfer: weightTransferSchema.default('all') })
    .nullable(),
});
export type RunConfig = z.infer<typeof runConfigSchema>;
