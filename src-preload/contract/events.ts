import { z } from 'zod';
import { diagnosticSchema } from './diagnostics';
import { serializedErrorSchema } from './errors/workbench-error';
import { evaluationSplitSchema, runIdSchema, splitSchema } from './ids';
import { numberOrWordSchema } from './metrics';
import { engineRecordSchema, splitMetricsSchema, stopReasonSchema } from './runs';
import { playAnswerSchema, playQuestionSchema } from './territory-play';

/**
 * Lines of `attempts/<n>/events.jsonl`. A worker appends them with `seq` from 0; main ingests them exactly once, keyed
 * (run, attempt, seq). Only the last line of a file may be torn.
 */
const line = { seq: z.int().nonnegative(), time: z.int() };

export const runEventSchema = z.discriminatedUnion('kind', [
  /** First line of an attempt. `resumedFromStep` null: from the start; else rows of earlier attempts after it are superseded. */
  z.strictObject({
    ...line,
    kind: z.literal('attempt-started'),
    pid: z.int(),
    resumedFromStep: z.int().nullable(),
    engine: engineRecordSchema,
    totalEpochs: z.int(),
    stepsPerEpoch: z.int(),
    parameters: z.strictObject({ total: z.int(), trainable: z.int() }),
    baselines: z.record(z.string(), z.partialRecord(evaluationSplitSchema, splitMetricsSchema)),
  }),
  /** A phase before or between training, for the progress line: `reading data`, `building batches`, `compiling`. */
  z.strictObject({
    ...line,
    kind: z.literal('phase'),
    name: z.string(),
    fraction: z.number().min(0).max(1).nullable(),
  }),
  /** Values at one step. `epoch` counts finished epochs from 1; `step` counts optimiser steps from 1. */
  z.strictObject({
    ...line,
    kind: z.literal('metrics'),
    split: splitSchema,
    step: z.int(),
    epoch: z.int(),
    values: z.record(z.string(), numberOrWordSchema),
  }),
  z.strictObject({
    ...line,
    kind: z.literal('log'),
    level: z.enum(['debug', 'info', 'warning', 'error']),
    message: z.string(),
  }),
  z.strictObject({ ...line, kind: z.literal('diagnostic'), diagnostic: diagnosticSchema }),
  z.strictObject({
    ...line,
    kind: z.literal('checkpoint'),
    /** Folder name under `checkpoints/`. */
    folder: z.string(),
    step: z.int(),
    epoch: z.int(),
    /** Criteria that this checkpoint now holds, for example `best-conference_spearman`, `best-loss`, `last`. */
    roles: z.array(z.string()),
    bytes: z.int(),
    metrics: z.record(z.string(), numberOrWordSchema),
  }),
  /** A checkpoint folder was removed because no role points at it any more. */
  z.strictObject({ ...line, kind: z.literal('checkpoint-removed'), folder: z.string() }),
  /** A picture of the model's inner state: family-specific JSON, shown by the family's view. */
  z.strictObject({
    ...line,
    kind: z.literal('snapshot'),
    name: z.string(),
    step: z.int(),
    epoch: z.int(),
    data: z.json(),
  }),
  /** A step of a pipeline began or ended; `exitCode` and `durationMs` are null while it runs. */
  z.strictObject({
    ...line,
    kind: z.literal('step'),
    name: z.string(),
    state: z.enum(['started', 'finished']),
    exitCode: z.int().nullable(),
    durationMs: z.number().nullable(),
    cached: z.boolean(),
  }),
  z.strictObject({ ...line, kind: z.literal('paused') }),
  z.strictObject({ ...line, kind: z.literal('resumed') }),
  /** Resources, at most once a second. */
  z.strictObject({ ...line, kind: z.literal('resources'), memoryBytes: z.number(), samplesPerSecond: z.number() }),
  /** Last line of an attempt that ended in order. */
  z.strictObject({
    ...line,
    kind: z.literal('attempt-ended'),
    exitCode: z.int(),
    stopReason: stopReasonSchema.nullable(),
    error: serializedErrorSchema.nullable(),
  }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;
export type RunEventOf<K extends RunEvent['kind']> = Extract<RunEvent, { kind: K }>;
/** An event as the engine reports it; the writer adds `seq` and `time`. */
export type RunEventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'seq' | 'time'> : never) : never;

/** The run that is meant, of a worker that trains several; left out: all of them. */
const ofRun = { runId: runIdSchema.optional() };

/** What main may tell a worker while it runs. TERM and the `cancel` file work without any message. */
export const workerCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pause'), ...ofRun }),
  z.strictObject({ kind: z.literal('continue'), ...ofRun }),
  /** Checkpoint, then exit 75. */
  z.strictObject({ kind: z.literal('stop'), ...ofRun }),
  /** A question to a job that goes on until it is ended; not to a run. */
  z.strictObject({ kind: z.literal('ask'), id: z.int(), question: playQuestionSchema }),
]);
export type WorkerCommand = z.infer<typeof workerCommandSchema>;

/** What a worker tells main: only that there is more to read, or how it ended. */
export const workerNoticeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('more') }),
  /** Result of a task job (inspect, evaluate, predict, export, check): `result.json` of its job folder is there. */
  z.strictObject({ kind: z.literal('progress'), message: z.string(), fraction: z.number().nullable() }),
  /** Answer to the question of that id; 0 = the one that stood in `job.json`. Either an answer or an error. */
  z.strictObject({
    kind: z.literal('answer'),
    id: z.int(),
    answer: playAnswerSchema.nullable(),
    error: serializedErrorSchema.nullable(),
  }),
]);
export type WorkerNotice = z.infer<typeof workerNoticeSchema>;
