import { z } from 'zod';
import { diagnosticSchema } from './diagnostics';
import { familyIdSchema, splitSchema } from './ids';
import { numberOrWordSchema } from './metrics';
import { engineRecordSchema } from './runs';

/** Newest layout of a checkpoint folder that this version writes and reads. */
export const CHECKPOINT_SCHEMA_VERSION = 1;

/** `manifest.json`: written last, so a folder with a valid one is complete. */
export const checkpointManifestSchema = z.strictObject({
  schemaVersion: z.int(),
  family: familyIdSchema,
  step: z.int(),
  /** Finished epochs. */
  epoch: z.int(),
  createdAt: z.int(),
  /** Roles when it was written; a later checkpoint may have taken one over. */
  roles: z.array(z.string()),
  /** Values at that step, `split.metric` to value. */
  metrics: z.record(z.string(), numberOrWordSchema),
  files: z.record(z.string(), z.strictObject({ bytes: z.int(), sha256: z.string() })),
});
export type CheckpointManifest = z.infer<typeof checkpointManifestSchema>;

/** The best value of one monitor so far. */
export const bestValueSchema = z.strictObject({
  role: z.string(),
  split: splitSchema,
  metric: z.string(),
  value: z.number(),
  /** Finished epochs, from 1. */
  epoch: z.int(),
  step: z.int(),
});
export type BestValue = z.infer<typeof bestValueSchema>;

/** Sums over the part of the epoch that is done; float64, so that a resumed epoch adds up to the same bits. */
export const epochSumsSchema = z.strictObject({
  batches: z.int(),
  samples: z.int(),
  weightedLoss: z.number(),
  gradientNorm: z.number(),
  gradientNormMax: z.number(),
  clippedSteps: z.int(),
  firstLoss: z.number().nullable(),
  trainingMs: z.number(),
});
export type EpochSums = z.infer<typeof epochSumsSchema>;

/** `state.json` of a checkpoint: everything the loop needs to go on as if it had never stopped. */
export const trainingStateSchema = z.strictObject({
  schemaVersion: z.int(),
  /** Optimiser steps done. */
  step: z.int(),
  /** Epochs finished; the next batch is number `sums.batches` of this epoch index. */
  epoch: z.int(),
  sums: epochSumsSchema,
  /** What the learning-rate schedule carries; its own business. */
  schedule: z.json(),
  /** Early stopping: best value so far and epochs since. */
  earlyStopping: z.strictObject({ best: z.number().nullable(), epochsSince: z.int() }),
  /** Lowest training loss so far and epochs since. */
  notLearning: z.strictObject({ best: z.number().nullable(), epochsSince: z.int() }),
  /** What an on-policy task goes on from; null for other tasks. */
  task: z.json().default(null),
  /** Why training is over; null while it goes on. */
  stopReason: z.enum(['completed', 'early_stopping', 'not_learning']).nullable(),
  best: z.array(bestValueSchema),
  /** Role to folder name. */
  roles: z.record(z.string(), z.string()),
  engine: engineRecordSchema,
  /** Time of all attempts in the loop, evaluation included, without pauses. */
  elapsedMs: z.number(),
  /** The part of it that was spent in training steps of finished epochs. */
  trainingMs: z.number(),
  trainedSamples: z.int(),
  peakMemoryBytes: z.number(),
  /** All diagnostics of the run so far; the result lists them. */
  diagnostics: z.array(diagnosticSchema),
});
export type TrainingState = z.infer<typeof trainingStateSchema>;

/** Empty file in the folder of an attempt that is over: its process may live on for the other seeds that it trains. */
export const ENDED_FILE = 'ended';

/** `attempts/<n>/claim.json`: which process works on an attempt. */
export const attemptClaimSchema = z.strictObject({
  host: z.string(),
  pid: z.int(),
  /** Start of the process as the system counts it; tells a reused pid apart. Null where it cannot be read. */
  startTime: z.string().nullable(),
  token: z.string(),
});
export type AttemptClaim = z.infer<typeof attemptClaimSchema>;
