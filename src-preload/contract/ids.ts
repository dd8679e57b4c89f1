import { z } from 'zod';

/** Model families. A new family adds a line here and in each registry that the compiler then names. */
export const familyIdSchema = z.enum(['deep-set-ranker', 'masked-seq2seq', 'hetero-gnn', 'actor-critic']);
export type FamilyId = z.infer<typeof familyIdSchema>;
export const FAMILY_IDS = familyIdSchema.options;

/** What can run a step; `docs/executors.md` says what each needs. */
export const executorIdSchema = z.enum([
  'reference',
  'wasm',
  'tfjs-node',
  'onnxruntime',
  'tensorflow',
  'tensorflow-xla',
]);
export type ExecutorId = z.infer<typeof executorIdSchema>;

/** `r-` and ten characters of base 32: sorts by creation time, is safe in file names. */
export const runIdSchema = z.string().regex(/^r-[0-9a-hjkmnp-tv-z]{10}$/);
export type RunId = z.infer<typeof runIdSchema>;

/** `runId:best-<metric>`, `runId:last` or `runId:<step>`. */
export const checkpointIdSchema = z.string().regex(/^r-[0-9a-hjkmnp-tv-z]{10}:[a-z0-9_.-]+$/);
export type CheckpointId = z.infer<typeof checkpointIdSchema>;

/** Parts of a data set. `holdout` = training-season dates held out for early stopping. */
export const splitSchema = z.enum(['train', 'holdout', 'validation', 'test']);
export type Split = z.infer<typeof splitSchema>;

/** The parts a finished run is judged on. */
export const evaluationSplitSchema = z.enum(['holdout', 'validation', 'test']);
export type EvaluationSplit = z.infer<typeof evaluationSplitSchema>;

/** `s-` and ten characters of base 32: sorts by creation time, is safe in file names. */
export const studyIdSchema = z.string().regex(/^s-[0-9a-hjkmnp-tv-z]{10}$/);
export type StudyId = z.infer<typeof studyIdSchema>;
