import { z } from 'zod';
import { serializedErrorSchema } from './errors/workbench-error';
import { evaluationSplitSchema, familyIdSchema, runIdSchema } from './ids';
import { runStatusSchema } from './runs';

/** Which value of a run's metric counts: at the checkpoint that ships, the best of all epochs, or the last one. */
export const checkpointChoiceSchema = z.enum(['shipped', 'best', 'last']);
export type CheckpointChoice = z.infer<typeof checkpointChoiceSchema>;

export const intervalSchema = z.strictObject({ lower: z.number(), upper: z.number() });

/** What is compared, on which metric, against what. Every view of the Compare screen takes the same request. */
export const comparisonRequestSchema = z.strictObject({
  /** Runs by id; with a query both are taken. */
  runs: z.array(runIdSchema).default([]),
  /** In the language of the runs table. */
  query: z.string().nullable().default(null),
  /** `validation.macro_f1`, or a metric alone (then on the family's main split); null: the family's main metric. */
  metric: z.string().nullable().default(null),
  checkpoint: checkpointChoiceSchema.default('shipped'),
  /** Baseline group: its key, one of its run ids, or its name; null: the group of the oldest run. */
  against: z.string().nullable().default(null),
  /** `equal`: pairs need the same seeds. `shared`: pairs are made over the seeds that both groups have. */
  seeds: z.enum(['equal', 'shared']).default('equal'),
  /** Level of the whole family of comparisons. */
  alpha: z.number().gt(0).lt(1).default(0.05),
  /** Planned comparisons when more are to come than are there; null: those that are there. */
  planned: z.int().min(1).nullable().default(null),
});
export type ComparisonRequest = z.output<typeof comparisonRequestSchema>;

/** One seed's value. */
export const seedValueSchema = z.strictObject({ seed: z.int(), runId: runIdSchema, value: z.number() });

/** A run of a group that has no value to count. */
export const excludedRunSchema = z.strictObject({
  runId: runIdSchema,
  seed: z.int(),
  status: runStatusSchema,
  /** In words: `still running`, `failed`, `the metric is not a number`. */
  reason: z.string(),
});

/** Runs that differ in nothing but the seed. */
export const comparedGroupSchema = z.strictObject({
  key: z.string(),
  /** Name, with the settings that tell it apart where several groups share a name. */
  label: z.string(),
  family: familyIdSchema,
  isBaseline: z.boolean(),
  /** Best mean of the table among groups with a value. */
  isBest: z.boolean(),
  /** Seeds that count. */
  n: z.int(),
  mean: z.number().nullable(),
  /** With n - 1; null below two seeds. */
  sd: z.number().nullable(),
  /** 95 % Student interval of the mean; null below two seeds. */
  interval: intervalSchema.nullable(),
  best: seedValueSchema.nullable(),
  worst: seedValueSchema.nullable(),
  values: z.array(seedValueSchema),
  excluded: z.array(excludedRunSchema),
  /** Trainable and other parameters; null while no run has said it. */
  parameters: z.int().nullable(),
  /** Mean training time of the counted runs. */
  durationMs: z.number().nullable(),
  samplesPerSecond: z.number().nullable(),
  /** Means over the counted seeds of every metric of the split, at the shipped checkpoint. */
  metrics: z.record(z.string(), z.strictObject({ mean: z.number(), sd: z.number().nullable(), n: z.int() })),
});
export type ComparedGroup = z.infer<typeof comparedGroupSchema>;

/** What a comparison shows; `cannot-be-shown` is a statement about the seeds, not about the models. */
export const verdictKindSchema = z.enum(['better', 'worse', 'no-difference-shown', 'cannot-be-shown', 'not-compared']);
export type VerdictKind = z.infer<typeof verdictKindSchema>;

/** One group minus another over paired seeds. */
export const comparisonSchema = z.strictObject({
  /** Group keys: `difference` is `a` minus `b`. */
  a: z.string(),
  b: z.string(),
  aLabel: z.string(),
  bLabel: z.string(),
  /** Paired seeds. */
  n: z.int(),
  differences: z.array(z.strictObject({ seed: z.int(), difference: z.number() })),
  difference: z.number().nullable(),
  sd: z.number().nullable(),
  interval: intervalSchema.nullable(),
  t: z.number().nullable(),
  degreesOfFreedom: z.int().nullable(),
  pT: z.number().nullable(),
  /** Exact sign-flip permutation over all 2^n signs. */
  pExact: z.number().nullable(),
  pWilcoxon: z.number().nullable(),
  /** Sign-flip p after Holm over the planned family; the verdict goes by it. */
  pHolm: z.number().nullable(),
  /** Smallest p that an exact test reaches with these seeds. */
  minimalP: z.number().nullable(),
  /** d_z. */
  effect: z.number().nullable(),
  verdict: verdictKindSchema,
  /** Fewest seeds with which a difference could be shown. */
  seedsNeeded: z.int().nullable(),
  /** What may be claimed, in one or two sentences. */
  claim: z.string(),
  /** Why there is no comparison, and what to do. */
  refusal: serializedErrorSchema.nullable(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const comparisonTableSchema = z.strictObject({
  split: evaluationSplitSchema,
  metric: z.string(),
  checkpoint: checkpointChoiceSchema,
  direction: z.enum(['maximize', 'minimize', 'none']),
  alpha: z.number(),
  /** Size of the family that Holm corrects for. */
  plannedComparisons: z.int(),
  groups: z.array(comparedGroupSchema),
  comparisons: z.array(comparisonSchema),
  /** Splits and metrics that the compared runs have, for the metric switch. */
  availableMetrics: z.array(z.string()),
  /** Remarks on the table: repeated seeds, runs left out. */
  notes: z.array(z.string()),
});
export type ComparisonTable = z.infer<typeof comparisonTableSchema>;

/** Curves by epoch with their spread over seeds. */
export const seedCurvesSchema = z.strictObject({
  metric: z.string(),
  groups: z.array(
    z.strictObject({
      key: z.string(),
      label: z.string(),
      epochs: z.array(z.int()),
      mean: z.array(z.number()),
      /** null where fewer than two seeds have a value. */
      sd: z.array(z.number().nullable()),
      n: z.array(z.int()),
      seeds: z.array(
        z.strictObject({ seed: z.int(), runId: runIdSchema, epochs: z.array(z.int()), values: z.array(z.number()) }),
      ),
    }),
  ),
});
export type SeedCurves = z.infer<typeof seedCurvesSchema>;

/** Keys of the configurations that are not the same in all groups. Values are JSON text; null: the key is not there. */
export const configDifferenceSchema = z.strictObject({
  baseline: z.string(),
  groups: z.array(z.strictObject({ key: z.string(), label: z.string() })),
  rows: z.array(
    z.strictObject({
      path: z.string(),
      baseline: z.string().nullable(),
      /** In the order of `groups`. */
      values: z.array(z.strictObject({ value: z.string().nullable(), isDifferent: z.boolean() })),
    }),
  ),
});
export type ConfigDifference = z.infer<typeof configDifferenceSchema>;

/** A metric over parts of the stored predictions; nothing is trained or predicted again. */
export const sliceTableSchema = z.strictObject({
  split: evaluationSplitSchema,
  metric: z.string(),
  /** What can be sliced by: the family's own slices, then every other column with few values. */
  available: z.array(z.strictObject({ name: z.string(), label: z.string() })),
  slice: z.strictObject({ name: z.string(), label: z.string() }),
  values: z.array(z.strictObject({ value: z.string(), label: z.string(), units: z.int() })),
  rows: z.array(
    z.strictObject({
      key: z.string(),
      label: z.string(),
      n: z.int(),
      /** The whole split first, then one cell a value; null where the metric is not defined. */
      cells: z.array(
        z.strictObject({
          mean: z.number().nullable(),
          sd: z.number().nullable(),
          /** Mean difference to the baseline group over shared seeds; null for the baseline. */
          difference: z.number().nullable(),
          differenceInterval: intervalSchema.nullable(),
          seeds: z.array(z.strictObject({ seed: z.int(), value: z.number().nullable() })),
        }),
      ),
    }),
  ),
  notes: z.array(z.string()),
});
export type SliceTable = z.infer<typeof sliceTableSchema>;

/** Confusion matrices of groups on one split, counts as means over seeds. */
export const confusionTableSchema = z.strictObject({
  split: evaluationSplitSchema,
  classes: z.array(z.string()),
  groups: z.array(
    z.strictObject({
      key: z.string(),
      label: z.string(),
      n: z.int(),
      /** [true class][predicted class]. */
      counts: z.array(z.array(z.number())),
      f1: z.array(z.number()),
    }),
  ),
});
export type ConfusionTable = z.infer<typeof confusionTableSchema>;

/** Bootstrap over clusters of the test part: what seeds cannot measure. */
export const secondOpinionSchema = z.strictObject({
  a: z.string(),
  b: z.string(),
  split: evaluationSplitSchema,
  metric: z.string(),
  /** Column that names a cluster: `match_id`, `as_of_date`. */
  clusterColumn: z.string(),
  clusters: z.int(),
  resamples: z.int(),
  seed: z.int(),
  /** Seeds whose metric is averaged within each resample. */
  seeds: z.array(z.int()),
  difference: z.number(),
  percentile: intervalSchema,
  bca: intervalSchema,
  standardError: z.number(),
  /** Exact McNemar p of the first shared seed, for classifiers. Rows within a cluster depend on each other: read it with care. */
  mcnemarP: z.number().nullable(),
});
export type SecondOpinion = z.infer<typeof secondOpinionSchema>;

/** What `b` of a second opinion is called when it is a baseline that needs no training: `untrained:logistic`. */
const UNTRAINED = 'untrained:';
export const untrainedKey = (baseline: string): string => `${UNTRAINED}${baseline}`;

/** @returns the id of the baseline; null for the key of a group */
export const untrainedBaselineOf = (key: string): string | null =>
  key.startsWith(UNTRAINED) ? key.slice(UNTRAINED.length) : null;

export const secondOpinionRequestSchema = z.strictObject({
  request: comparisonRequestSchema,
  /** Key of a group. */
  a: z.string(),
  /** Key of another group, or {@link untrainedKey} of a baseline whose predictions the runs of `a` have stored. */
  b: z.string(),
  /** null: the family's cluster. */
  clusterColumn: z.string().nullable().default(null),
  resamples: z.int().min(100).max(100_000).default(10_000),
  seed: z.int().min(0).default(1),
});
export type SecondOpinionRequest = z.output<typeof secondOpinionRequestSchema>;

/** Forms in which a comparison leaves the program. */
export const reportFormatSchema = z.enum(['table', 'tsv', 'csv', 'markdown', 'latex', 'html']);
export type ReportFormat = z.infer<typeof reportFormatSchema>;
