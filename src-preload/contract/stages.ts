import { z } from 'zod';
import { comparedGroupSchema, comparisonSchema, intervalSchema } from './compare';
import { serializedErrorSchema } from './errors/workbench-error';
import { runIdSchema } from './ids';
import { parametersSchema, studyStatusSchema } from './sweeps';

/** A ladder of the workspace or of the app. */
export const ladderFileSchema = z.strictObject({
  path: z.string(),
  name: z.string(),
  family: z.string(),
  /** Why it cannot be used here, or null. */
  problem: z.string().nullable(),
});
export type LadderFile = z.infer<typeof ladderFileSchema>;

/** Computed from evidence at each look, never stored. `superseded`: it was met, and what proved it is gone or no longer asked for. */
export const itemStateSchema = z.enum(['open', 'met', 'superseded', 'overruled']);
export type ItemState = z.infer<typeof itemStateSchema>;

/** Runs that are done of those that are needed. */
export const workProgressSchema = z.strictObject({
  done: z.int(),
  total: z.int(),
  running: z.int(),
  queued: z.int(),
  failed: z.int(),
});
export type WorkProgress = z.infer<typeof workProgressSchema>;

export const ladderItemStateSchema = z.strictObject({
  id: z.string(),
  question: z.string(),
  state: itemStateSchema,
  /** What was found, with the numbers: `macro F1 0.1835 is at least 0.15`. */
  finding: z.string(),
  /** Why it turned back or was overruled; empty otherwise. */
  because: z.string(),
  /** Whether all the work is there, so that an open item means no. */
  isAnswered: z.boolean(),
  evidence: z.array(runIdSchema),
  /** Runs that proved it once and do not any more. */
  lost: z.array(runIdSchema),
  progress: workProgressSchema.nullable(),
  overrule: z.strictObject({ note: z.string(), at: z.int() }).nullable(),
});
export type LadderItemState = z.infer<typeof ladderItemStateSchema>;

/** One comparison that a rule looked at. */
export const ruleNumberSchema = z.strictObject({
  /** As in the rule: `hybrid > base`, `film > winner in phase=powerplay`. */
  term: z.string(),
  holds: z.boolean(),
  n: z.int(),
  /** Mean paired difference, or the mean itself for a threshold. */
  value: z.number().nullable(),
  /** What the difference has to exceed: margin times its standard error, or the threshold. */
  needed: z.number().nullable(),
  interval: intervalSchema.nullable(),
  /** In words. */
  text: z.string(),
});
export type RuleNumber = z.infer<typeof ruleNumberSchema>;

/** A value of the next base, and where it came from. */
export const carriedSettingSchema = z.strictObject({ path: z.string(), value: z.json(), from: z.string() });
export type CarriedSetting = z.infer<typeof carriedSettingSchema>;

/** What the rules say. */
export const proposalSchema = z.strictObject({
  /** `rule`: a rule holds. `fallback`: none does; this is what --yes goes on with. `ask`: a person has to decide. */
  by: z.enum(['rule', 'fallback', 'ask']),
  choose: z.string().nullable(),
  rules: z.array(z.strictObject({ when: z.string(), holds: z.boolean(), because: z.string() })),
  because: z.string(),
  numbers: z.array(ruleNumberSchema),
  settings: z.array(carriedSettingSchema),
  evidence: z.array(runIdSchema),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** A decision as it is kept. */
export const storedDecisionSchema = z.strictObject({
  by: z.enum(['rule', 'fallback', 'person']),
  choose: z.string().nullable(),
  because: z.string(),
  note: z.string(),
  numbers: z.array(ruleNumberSchema),
  settings: z.array(carriedSettingSchema),
  evidence: z.array(runIdSchema),
  /** File that it wrote, relative to the workspace. */
  wrote: z.string(),
  decidedAt: z.int(),
});
export type StoredDecision = z.infer<typeof storedDecisionSchema>;

export const ladderDecisionStateSchema = z.strictObject({
  question: z.string(),
  /** `waiting`: work is missing. `open`: it can be decided now. `superseded`: its evidence or its file is gone, or the rules now say something else. */
  state: z.enum(['waiting', 'open', 'taken', 'overruled', 'superseded']),
  /** Why it is waiting or superseded; empty otherwise. */
  because: z.string(),
  /** Variants that can be chosen. */
  choices: z.array(z.strictObject({ id: z.string(), label: z.string() })),
  proposal: proposalSchema.nullable(),
  taken: storedDecisionSchema.nullable(),
});
export type LadderDecisionState = z.infer<typeof ladderDecisionStateSchema>;

export const tuningAxisStateSchema = z.strictObject({
  key: z.string(),
  /** Waits for the axis before it. */
  isWaiting: z.boolean(),
  values: z.array(
    z.strictObject({ value: z.json(), mean: z.number().nullable(), runIds: z.array(runIdSchema), isBest: z.boolean() }),
  ),
});

/** The study that a stage asks for. */
export const stageStudySchema = z.strictObject({
  /** Sweep file. */
  file: z.string(),
  /** null before it has begun. */
  found: z
    .strictObject({
      studyId: z.string(),
      status: studyStatusSchema,
      metric: z.string(),
      ended: z.int(),
      total: z.int(),
      runIds: z.array(runIdSchema),
      best: z.strictObject({ runId: runIdSchema, objective: z.number(), parameters: parametersSchema }).nullable(),
    })
    .nullable(),
});

export const ladderStageStateSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  goal: z.string(),
  /** `blocked`: waits for the decision before it. */
  state: z.enum(['blocked', 'open', 'running', 'done', 'evidence-lost']),
  met: z.int(),
  total: z.int(),
  /** Experiment file that it starts from; null while it is not written. */
  base: z.string().nullable(),
  items: z.array(ladderItemStateSchema),
  variants: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      groupKey: z.string().nullable(),
      n: z.int(),
      mean: z.number().nullable(),
      sd: z.number().nullable(),
      runIds: z.array(runIdSchema),
    }),
  ),
  tuning: z.array(tuningAxisStateSchema),
  /** null for a stage without one. */
  study: stageStudySchema.nullable(),
  decision: ladderDecisionStateSchema.nullable(),
  progress: workProgressSchema,
  /** From the training time of finished runs of this family; null while there is none. */
  timeLeftMs: z.number().nullable(),
});
export type LadderStageState = z.infer<typeof ladderStageStateSchema>;

export const ladderStateSchema = z.strictObject({
  path: z.string(),
  ladder: z.string(),
  name: z.string(),
  family: z.string(),
  metric: z.string(),
  seeds: z.array(z.int()),
  met: z.int(),
  total: z.int(),
  hasAblations: z.boolean(),
  /** Whether `stages:run` works on it in this process. */
  isRunning: z.boolean(),
  stages: z.array(ladderStageStateSchema),
});
export type LadderState = z.infer<typeof ladderStateSchema>;

/** A row of the ablation matrix. */
export const ablationRowSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  /** Label with the id before it where the ladder gives one: `A7 full without FiLM`. */
  title: z.string(),
  groupKey: z.string(),
  /** By component id: it has it, it was taken out of full, it never had it. */
  components: z.record(z.string(), z.enum(['has', 'taken-out', 'without'])),
  /** null while no run of it exists. */
  group: comparedGroupSchema.nullable(),
  /** The planned comparison that is shown in this row. */
  comparison: comparisonSchema.nullable(),
  seeds: z.array(
    z.strictObject({
      seed: z.int(),
      state: z.enum(['missing', 'queued', 'running', 'failed', 'done']),
      runId: runIdSchema.nullable(),
    }),
  ),
});

export const ablationMatrixSchema = z.strictObject({
  path: z.string(),
  name: z.string(),
  metric: z.string(),
  alpha: z.number(),
  plannedComparisons: z.int(),
  components: z.array(z.strictObject({ id: z.string(), label: z.string() })),
  rows: z.array(ablationRowSchema),
  /** Planned pairs, in order; the same as in the rows. */
  comparisons: z.array(comparisonSchema),
  /** Planned comparisons without enough runs. */
  incomplete: z.int(),
  /** Why nothing can be shown yet, or null. */
  refusal: serializedErrorSchema.nullable(),
  progress: workProgressSchema,
});
export type AblationMatrix = z.infer<typeof ablationMatrixSchema>;

/** A ready-made table of a ladder, as texts: means over seeds, the best of a column bold. */
export const readyTableSchema = z.strictObject({
  title: z.string(),
  columns: z.array(z.strictObject({ header: z.string(), align: z.enum(['left', 'right']) })),
  rows: z.array(z.array(z.strictObject({ text: z.string(), isBold: z.boolean() }))),
});
export type ReadyTable = z.infer<typeof readyTableSchema>;

/** How a ladder that was run came to its end. */
export const ladderRunOutcomeSchema = z.strictObject({
  kind: z.enum(['done', 'needs-decision', 'stopped', 'failed']),
  stage: z.string().nullable(),
  message: z.string(),
});
export type LadderRunOutcome = z.infer<typeof ladderRunOutcomeSchema>;

/** Evidence that is no run: an export or an evaluation that was made for an item. */
export const ladderRecordSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('export'),
    runId: runIdSchema,
    checkpoint: z.string(),
    formats: z.array(z.string()),
    files: z.array(z.string()),
    maxAbsoluteError: z.number(),
    createdAt: z.int(),
  }),
  z.strictObject({
    kind: z.literal('evaluation'),
    runId: runIdSchema,
    checkpoint: z.string(),
    metric: z.string(),
    stored: z.number(),
    measured: z.number(),
    createdAt: z.int(),
  }),
]);
export type LadderRecord = z.infer<typeof ladderRecordSchema>;
