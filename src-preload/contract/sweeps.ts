import { z } from 'zod';
import { sweepSchema } from './config/sweep';
import { experimentSchema } from './config/experiment';
import { serializedErrorSchema } from './errors/workbench-error';
import { familyIdSchema, runIdSchema, studyIdSchema } from './ids';
import { runStepSchema } from './runs';

/**
 * Where a study stands. `done` = every trial of its limits has ended; `stopped_early` = a stop rule or the time limit ended
 * it; `stopped` = a person did; `interrupted` = its process ended in the middle; `failed` = a fault of ours ended it. All but
 * `done` can be resumed.
 */
export const studyStatusSchema = z.enum(['running', 'done', 'stopped_early', 'stopped', 'interrupted', 'failed']);
export type StudyStatus = z.infer<typeof studyStatusSchema>;

/**
 * Where a trial stands. `empty` = a cell of a grid that was not begun; `queued` = put back, waits for its turn; `masked` =
 * finished, but more teams fell back or had no attention than the rule allows. `failed` and `masked` have no objective.
 */
export const trialStateSchema = z.enum(['empty', 'queued', 'running', 'done', 'pruned', 'failed', 'masked']);
export type TrialState = z.infer<typeof trialStateSchema>;
/** States that a trial does not leave by itself. */
export const ENDED_TRIAL_STATES: readonly TrialState[] = ['done', 'pruned', 'failed', 'masked'];
/** States from which a trial can be put back. */
export const REQUEUEABLE_TRIAL_STATES: readonly TrialState[] = ['failed', 'masked', 'pruned', 'done'];

/** Values of a trial by key of the experiment; a parameter whose condition does not hold is left out. */
export const parametersSchema = z.record(z.string(), z.json());
export type Parameters = z.infer<typeof parametersSchema>;

/** Why a trial has no result: the step that failed, its exit code, what it said last. */
export const trialErrorSchema = z.strictObject({
  step: z.string(),
  exitCode: z.int().nullable(),
  code: z.string(),
  message: z.string(),
  nextStep: z.string(),
  logLines: z.array(z.string()),
});
export type TrialError = z.infer<typeof trialErrorSchema>;

/** Teams without attention of their own, from a run's metrics; `teams` 0 or null: it cannot be said. */
export const maskedCountsSchema = z.strictObject({
  teams: z.int().nullable(),
  fallback: z.int().nullable(),
  allZero: z.int().nullable(),
});
export type MaskedCounts = z.infer<typeof maskedCountsSchema>;

/** What the pruner said at one epoch of a trial. */
export const trialReportSchema = z.strictObject({
  /** Epoch from 1, or another count that only grows within a trial. */
  step: z.int(),
  /** The watched metric as measured; null when it was no number. */
  value: z.number().nullable(),
  decision: z.enum(['continue', 'prune']),
  /** In words, with the numbers compared; empty where the pruner did not look. */
  reason: z.string(),
});
export type TrialReport = z.infer<typeof trialReportSchema>;

/** One trial: a row of the table, and all that the loop knows of it. */
export const trialSchema = z.strictObject({
  number: z.int().nonnegative(),
  state: trialStateSchema,
  parameters: parametersSchema,
  /** null for a trial that was not begun. */
  runId: runIdSchema.nullable(),
  /** Runs of earlier tries, oldest first: each time it was put back adds one. */
  previousRunIds: z.array(runIdSchema),
  /** As measured, not negated; null for a trial without one. Of a pruned trial its last report. */
  objective: z.number().nullable(),
  /** `split.metric` to value at the checkpoint that ships; the test part is not among them. */
  metrics: z.record(z.string(), z.number().nullable()),
  steps: z.array(runStepSchema),
  error: trialErrorSchema.nullable(),
  masked: maskedCountsSchema.nullable(),
  /** Ids of the diagnostics that its run reported, each once. */
  diagnostics: z.array(z.string()),
  askedAt: z.int().nullable(),
  /** Trials that had ended when this one was chosen: with `endedAs` all that is needed to choose it again. */
  askedAfter: z.int(),
  startedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
  /** Place among the ended trials, from 1: rules are judged in this order. */
  endedAs: z.int().nullable(),
  queueMs: z.number(),
  durationMs: z.number(),
});
export type Trial = z.infer<typeof trialSchema>;

/** Why a study ended before its limits, or at them. */
export const stoppedBySchema = z.strictObject({
  kind: z.enum(['poor', 'masked', 'diagnostic', 'trials', 'hours', 'person', 'fault']),
  message: z.string(),
});
export type StoppedBy = z.infer<typeof stoppedBySchema>;

export const bestTrialSchema = z.strictObject({
  number: z.int(),
  runId: runIdSchema.nullable(),
  objective: z.number(),
  parameters: parametersSchema,
});

const countsSchema = z.strictObject({
  queued: z.int(),
  running: z.int(),
  done: z.int(),
  pruned: z.int(),
  failed: z.int(),
  masked: z.int(),
});

/** A streak counter of a stop rule. */
export const streakSchema = z.strictObject({
  /** `poor`, `masked`, or a diagnostic's id. */
  id: z.string(),
  label: z.string(),
  count: z.int(),
  limit: z.int(),
});
export type Streak = z.infer<typeof streakSchema>;

/** A row of the list of studies, and the head of one. */
export const studySummarySchema = z.strictObject({
  studyId: studyIdSchema,
  name: z.string(),
  status: studyStatusSchema,
  family: familyIdSchema,
  /** As the sweep file names it. */
  experiment: z.string(),
  configPath: z.string().nullable(),
  sampler: z.string(),
  pruner: z.string(),
  objective: z.strictObject({ metric: z.string(), split: z.string(), direction: z.enum(['maximize', 'minimize']) }),
  /** Trials that the limits allow. */
  totalTrials: z.int(),
  jobs: z.int(),
  counts: countsSchema,
  best: bestTrialSchema.nullable(),
  stoppedBy: stoppedBySchema.nullable(),
  streaks: z.array(streakSchema),
  createdAt: z.int(),
  endedAt: z.int().nullable(),
  /** Time in which its loop was at work, over all resumes. */
  elapsedMs: z.number(),
  /** Sum over the trials of the time between being chosen and being started. */
  queueMs: z.number(),
  /** Mean time of the ended trials times those that are left, by jobs; null before there is one, and once it has ended. */
  timeLeftMs: z.number().nullable(),
});
export type StudySummary = z.infer<typeof studySummarySchema>;

/** A parameter as screens need it for axes. */
export const parameterAxisSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['categorical', 'int', 'float']),
  log: z.boolean(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  choices: z.array(z.json()),
});

/** Importance of the parameters: shares of the variance of the objective, sum 1. */
export const importancesSchema = z.strictObject({
  /** Where the numbers come from, with the paper. */
  source: z.string(),
  /** Trials that it was worked out from. */
  trials: z.int(),
  /** Largest first; empty below four finished trials or without any spread. */
  values: z.array(z.strictObject({ parameter: z.string(), importance: z.number() })),
});
export type Importances = z.infer<typeof importancesSchema>;

/** A setting of the resolved configuration that makes a trial faster, or would. */
export const speedSettingSchema = z.strictObject({
  /** In words: `Attention debug`. */
  setting: z.string(),
  /** Key of the experiment, or of the sweep. */
  key: z.string(),
  value: z.string(),
  /** `off`: something is left out for speed; `on`: it runs in full and costs time. */
  state: z.enum(['off', 'on']),
  effect: z.string(),
});
export type SpeedSetting = z.infer<typeof speedSettingSchema>;

/** What a sweep will cost, before it starts. */
export const costPreviewSchema = z.strictObject({
  /** Cells of the whole product; null where a parameter has any value between. */
  combinations: z.number().nullable(),
  trials: z.int(),
  jobs: z.int(),
  /** null where no step could be measured; `note` says why. */
  hours: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  diskBytes: z.number().nullable(),
  note: z.string(),
  /** First five trials that would be run. */
  examples: z.array(parametersSchema),
  speed: z.array(speedSettingSchema),
});
export type CostPreview = z.infer<typeof costPreviewSchema>;

/** Everything that the screen of one study shows. */
export const studyDetailSchema = z.strictObject({
  summary: studySummarySchema,
  sweep: sweepSchema,
  /** Sweep file with every default written out. */
  sweepYaml: z.string(),
  parameters: z.array(parameterAxisSchema),
  /** By number; a grid has a row for every cell, the others one for each trial that was chosen. */
  trials: z.array(trialSchema),
  /** Objective in the order of ending, with the best so far. */
  history: z.array(
    z.strictObject({
      endedAs: z.int(),
      number: z.int(),
      state: trialStateSchema,
      objective: z.number().nullable(),
      best: z.number().nullable(),
    }),
  ),
  importances: importancesSchema,
  /** One for each parameter: its value against the objective, finished trials only. */
  slices: z.array(
    z.strictObject({
      parameter: z.string(),
      points: z.array(z.strictObject({ number: z.int(), value: z.json(), objective: z.number() })),
    }),
  ),
  /** What the pruner saw and said, by trial: the curves to draw. */
  curves: z.array(z.strictObject({ number: z.int(), reports: z.array(trialReportSchema) })),
  speed: z.array(speedSettingSchema),
  /** What needs no model, on the objective: a row beside the trials. Empty until a run has started. */
  baselines: z.array(z.strictObject({ id: z.string(), objective: z.number() })),
  /** Folder of the output files. */
  folder: z.string(),
});
export type StudyDetail = z.infer<typeof studyDetailSchema>;

/** What a study is made of once it is started; immutable but for its limits. */
export const studyDefinitionSchema = z.strictObject({
  schemaVersion: z.literal(1),
  studyId: studyIdSchema,
  sweep: sweepSchema,
  /** Sweep file; null for one outside the workspace. */
  configPath: z.string().nullable(),
  /** Base experiment with the sweep's overrides, every default written out. */
  base: experimentSchema,
  /** Experiment file; null for one outside the workspace. */
  experimentPath: z.string().nullable(),
  direction: z.enum(['maximize', 'minimize']),
  /** Finished trials of earlier studies, for the sampler. */
  warmTrials: z.array(z.strictObject({ parameters: parametersSchema, objective: z.number() })),
  createdAt: z.int(),
});
export type StudyDefinition = z.infer<typeof studyDefinitionSchema>;

/** The changing part of a study's row. */
export const studyProgressSchema = z.strictObject({
  status: studyStatusSchema,
  stoppedBy: stoppedBySchema.nullable(),
  error: serializedErrorSchema.nullable(),
  /** Ended trials that the stop rules leave out: those before the last resume after a stop. */
  judgedFrom: z.int(),
  endedAt: z.int().nullable(),
  stopRequested: z.boolean(),
});
export type StudyProgress = z.infer<typeof studyProgressSchema>;
