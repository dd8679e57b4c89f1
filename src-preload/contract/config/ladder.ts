import { z } from 'zod';
import { field } from './field';

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/i, 'An id holds letters, digits, - and _.');
/** `names`: what the editor completes with, see json-schema.ts. */
const metricName = z
  .string()
  .regex(/^(train|holdout|validation|test)\.[a-z0-9_]+$/, 'A metric is written like validation.macro_f1.')
  .meta({ names: 'metric' });
const diagnosticName = z.string().meta({ names: 'diagnostic' });
const baselineName = z.string().min(1).meta({ names: 'baseline' });
const settingValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.union([z.string(), z.number()])),
]);
/** Configuration key to value, as `--set` takes them. */
const settings = z.record(
  z.string().regex(/^[\w-]+(\.[\w-]+)*$/, 'A key is written like model.hidden_dim.'),
  settingValue,
);
export type LadderSettings = z.infer<typeof settings>;
const seeds = z.array(z.int().min(0).max(4_294_967_295)).min(1);

/** A named configuration of a stage: what it changes in the base of its stage. */
const variant = z.strictObject({
  label: field(z.string().min(1), { description: 'Words for tables.' }),
  settings: field(settings.default({}), { description: 'Keys that differ from the base of the stage.' }),
});

const tuning = z.strictObject({
  variant: field(id, { description: 'The variant that is tuned.' }),
  seeds: field(seeds.nullable().default(null), { description: 'null: the first seed of the ladder.' }),
  axes: field(z.array(z.strictObject({ key: z.string().min(1), values: z.array(settingValue).min(2) })).min(1), {
    description: 'One at a time, in this order; the best value of each is carried on to the next.',
  }),
});

const variants = z.array(id).min(1);

/** Questions that evidence answers. A new kind is a line here and a function in src-main/stages/criteria. */
const simpleCriterionSchema = z.discriminatedUnion('kind', [
  /** Every seed of these has a finished run. */
  z.strictObject({
    kind: z.literal('runs-finished'),
    of: z.union([z.enum(['tuning', 'ablations']), variants]),
    /** Seeds that each needs at least; null: all of the stage. */
    seeds: z.int().min(1).nullable().default(null),
  }),
  /** A metric of a variant reaches a threshold. */
  z.strictObject({
    kind: z.literal('metric'),
    variant: id,
    metric: metricName,
    statistic: z.enum(['mean', 'worst', 'best']).default('mean'),
    at_least: z.number().nullable().default(null),
    at_most: z.number().nullable().default(null),
  }),
  /** The best value of a logged curve is better than its first one, for every seed. */
  z.strictObject({ kind: z.literal('improves'), variant: id, metric: metricName }),
  /** No run of these has one of the diagnostics; an empty list: none of severity error. */
  z.strictObject({ kind: z.literal('no-diagnostic'), of: variants, ids: z.array(diagnosticName).default([]) }),
  /** A query of the runs table finds enough runs. */
  z.strictObject({ kind: z.literal('query'), query: z.string().min(1), at_least: z.int().min(1).default(1) }),
  /** Pairs have been compared: paired seeds, interval and verdict are there. `ablations`: the planned pairs of the matrix. */
  z.strictObject({
    kind: z.literal('compared'),
    pairs: z.union([z.literal('ablations'), z.array(z.tuple([id, id])).min(1)]),
  }),
  /** Stored predictions of every seed can be cut by a slice. */
  z.strictObject({ kind: z.literal('sliced'), of: variants, slice: z.string().min(1) }),
  /** The baselines are stored beside a variant's results. */
  z.strictObject({ kind: z.literal('baselines'), variant: id, ids: z.array(baselineName).min(1) }),
  /** A variant is better than a baseline: the whole interval over seeds, or the mean. */
  z.strictObject({
    kind: z.literal('beats-baseline'),
    variant: id,
    baseline: baselineName,
    metric: metricName,
    by: z.enum(['interval', 'mean']).default('interval'),
  }),
  /** A variant has exactly this many parameters. */
  z.strictObject({ kind: z.literal('parameters'), variant: id, total: z.int().positive() }),
  /** The decision of the stage was taken and its evidence is still there. */
  z.strictObject({ kind: z.literal('decided') }),
  /** The configuration that the decision wrote is there. */
  z.strictObject({ kind: z.literal('configuration-saved') }),
  /** The best seed's checkpoint of a variant was exported, read back and compared. */
  z.strictObject({
    kind: z.literal('exported'),
    variant: id,
    formats: z.array(z.enum(['safetensors', 'npz', 'onnx', 'tfjs'])).min(1),
  }),
  /** Evaluating the best seed's checkpoint again gives the stored metric exactly. */
  z.strictObject({ kind: z.literal('reproduced'), variant: id, metric: metricName }),
]);

export const criterionSchema = z.discriminatedUnion('kind', [
  ...simpleCriterionSchema.options,
  /** One of several is met. */
  z.strictObject({ kind: z.literal('any-of'), criteria: z.array(simpleCriterionSchema).min(2) }),
]);
/** A criterion that is no choice between others. */
export type SimpleCriterion = z.output<typeof simpleCriterionSchema>;
export type Criterion = z.output<typeof criterionSchema>;

const item = z.strictObject({
  id: field(id, { description: 'Unique within the stage.' }),
  question: field(z.string().min(1), { description: 'What the board asks.' }),
  evidence: field(criterionSchema, { description: 'What answers it.' }),
});
export type LadderItem = z.output<typeof item>;

const outcome = {
  choose: field(id.nullable().default(null), {
    description: 'Variant whose settings go on to the next stage; null: the base goes on.',
  }),
  set: field(settings.default({}), { description: 'Keys that go on beside them.' }),
  because: field(z.string().min(1), { description: 'The reason, kept with the decision.' }),
};

const decision = z.strictObject({
  question: field(z.string().min(1), { description: 'What is decided.' }),
  metric: field(metricName.nullable().default(null), { description: 'null: the metric of the ladder.' }),
  margin: field(z.number().min(0).default(2), {
    description: 'Standard errors of the paired difference above which one variant counts as better than another.',
  }),
  mode: field(z.enum(['first', 'every']).default('first'), {
    description: 'first: the first rule that holds decides. every: each rule that holds adds what it sets.',
  }),
  rules: field(
    z
      .array(
        z.strictObject({
          when: field(z.string().min(1), {
            description: 'For example: pooling > base and pooling > hybrid. See docs/stages.md.',
          }),
          ...outcome,
        }),
      )
      .min(1),
    { description: 'Conditions over variants and what follows.' },
  ),
  otherwise: field(z.strictObject(outcome).nullable().default(null), {
    description:
      'What an unattended ladder (--yes) goes on with when no rule holds; null: a person has to decide. In mode every: what is right when nothing is added.',
  }),
  writes: field(
    z
      .string()
      .regex(/^configs\/experiments\/[\w.-]+\.yaml$/)
      .nullable()
      .default(null),
    { description: 'File of the next base; null: configs/experiments/<ladder>-<stage>.yaml.' },
  ),
});
export type LadderDecisionRules = z.output<typeof decision>;

const stage = z.strictObject({
  id: field(id, { description: 'Unique within the ladder.' }),
  name: field(z.string().min(1), { description: 'Heading of the column.' }),
  goal: field(z.string().default(''), { description: 'What the stage is for.' }),
  seeds: field(seeds.nullable().default(null), { description: 'null: the seeds of the ladder.' }),
  variants: field(z.record(id, variant).default({}), { description: 'What is trained in this stage.' }),
  tune: field(tuning.nullable().default(null), { description: 'One axis at a time.' }),
  study: field(z.string().nullable().default(null), { description: 'A sweep file that is run before the decision.' }),
  items: field(z.array(item).min(1), { description: 'The checklist.' }),
  decision: field(decision.nullable().default(null), { description: 'How the next base is found.' }),
});
export type LadderStage = z.output<typeof stage>;

const ablationCell = z.strictObject({
  id: field(id, { description: 'For example A7.' }),
  label: z.string().min(1),
  settings: settings.default({}),
  has: field(z.array(id).default([]), { description: 'Components that it has.' }),
  without: field(z.array(id).default([]), { description: 'Components that were taken out of full.' }),
});
export type AblationCell = z.output<typeof ablationCell>;

/** "full" and named components; cells beside them where a paper's table has more rows. */
const ablations = z.strictObject({
  on: field(id.nullable().default(null), {
    description: 'Stage whose decided configuration the cells start from; null: the experiment of the ladder.',
  }),
  seeds: field(seeds.nullable().default(null), { description: 'null: the seeds of the ladder.' }),
  metric: field(metricName.nullable().default(null), { description: 'null: the metric of the ladder.' }),
  full: field(
    z.strictObject({
      id: id.default('full'),
      label: z.string().default('full'),
      settings: settings.default({}),
      has: field(z.array(id).nullable().default(null), { description: 'Components that it has; null: all.' }),
    }),
    {
      description: 'Everything on.',
    },
  ),
  components: field(
    z.record(
      id,
      z.strictObject({
        label: z.string().min(1),
        without: settings.nullable().default(null),
        id: id.nullable().default(null),
      }),
    ),
    { description: 'Named components; `without` is what takes one out of full (null: it only marks cells).' },
  ),
  cells: field(z.array(ablationCell).default([]), { description: 'Further configurations, before full in the table.' }),
  pairs: field(z.array(z.tuple([id, id])).default([]), {
    description: 'Planned comparisons, first minus second; empty: full minus each component taken out.',
  }),
});
export type Ablations = z.output<typeof ablations>;

/** A ready-made table: one row a configuration, one column a metric, over a slice where one is named. */
const tableSchema = z.strictObject({
  id: field(id, { description: 'Unique within the ladder.' }),
  title: z.string().min(1),
  stage: field(id.nullable().default(null), { description: 'Stage whose variants are the rows; null: the ablations.' }),
  rows: field(variants, {
    description: 'Variants of the stage, or ids of ablation cells; the first is the reference.',
  }),
  columns: field(
    z
      .array(
        z.strictObject({
          header: z.string().min(1),
          metric: metricName,
          slice: z.string().nullable().default(null),
          value: z.string().nullable().default(null),
        }),
      )
      .min(1),
    { description: 'Metrics of finished runs; with slice and value, from stored predictions.' },
  ),
});
export type LadderTable = z.output<typeof tableSchema>;

/** A ladder file: stages whose checklists are answered by evidence, decisions as rules, an ablation matrix. */
export const ladderSchema = z.strictObject({
  ladder: field(id, { description: 'Id under which decisions and notes are kept.' }),
  name: field(z.string().min(1), { description: 'Heading of the board.' }),
  family: field(id, { description: 'Model family.' }),
  experiment: field(z.string().min(1), { description: 'Experiment that the first stage starts from.' }),
  settings: field(settings.default({}), { description: 'Keys that every run of the ladder has.' }),
  metric: field(metricName, { description: 'What variants are compared on.' }),
  seeds: field(seeds, { description: 'Seeds of every variant.' }),
  alpha: field(z.number().gt(0).lt(1).default(0.05), { description: 'Level of a family of comparisons.' }),
  stages: field(z.array(stage).default([]), { description: 'In order.' }),
  tables: field(z.array(tableSchema).default([]), { description: 'Ready-made tables of the report.' }),
  ablations: field(ablations.nullable().default(null), { description: 'The ablation matrix.' }),
});
export type Ladder = z.output<typeof ladderSchema>;
