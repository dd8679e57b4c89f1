import { z } from 'zod';
import { studyIdSchema } from '../ids';
import { field } from './field';

const path = z.string().regex(/^[a-z_][\w-]*(\.[\w-]+)*$/, 'A key is written with dots: model_a.epochs.');

/** When a parameter counts: the named one has one of these values. Else the trial leaves the base experiment's value. */
const condition = field(
  z.strictObject({
    parameter: field(path, { description: 'Another parameter of the space.' }),
    in: field(z.array(z.json()).min(1), { description: 'Its values for which this parameter counts.' }),
  }),
  { description: 'The parameter counts only for some values of another one.' },
).optional();

const categorical = z.strictObject({
  kind: z.literal('categorical'),
  choices: field(z.array(z.json()).min(1), {
    description: 'Values to choose from: words, numbers, lists, true and false.',
  }),
  when: condition,
});

const int = z.strictObject({
  kind: z.literal('int'),
  low: field(z.int(), { description: 'Smallest value.' }),
  high: field(z.int(), { description: 'Largest value; reached only when a whole number of steps leads there.' }),
  step: field(z.int().min(1).default(1), { description: 'Distance of neighbouring values.' }),
  log: field(z.boolean().default(false), { description: 'Searches orders of magnitude evenly; low must be above 0.' }),
  when: condition,
});

const float = z.strictObject({
  kind: z.literal('float'),
  low: field(z.number(), { description: 'Smallest value.' }),
  high: field(z.number(), { description: 'Largest value.' }),
  step: field(z.number().positive().nullable().default(null), {
    description: 'Distance of neighbouring values; null: any value between.',
  }),
  log: field(z.boolean().default(false), { description: 'Searches orders of magnitude evenly; low must be above 0.' }),
  when: condition,
});

/** One parameter of a search space. */
export const parameterSchema = z.discriminatedUnion('kind', [categorical, int, float]);
export type ParameterConfig = z.infer<typeof parameterSchema>;

const seed = field(z.int().min(0).max(4_294_967_295).default(42), {
  description: 'Seed of the sampler: the same seed and the same results give the same trials.',
});

const samplers = [
  /** The whole product in the order of the file, the last parameter fastest. */
  z.strictObject({ kind: z.literal('grid') }),
  z.strictObject({ kind: z.literal('random'), seed }),
  /** Halton's sequence, digits scrambled by the seed: more even than random. */
  z.strictObject({ kind: z.literal('quasi-random'), seed }),
  z.strictObject({
    kind: z.literal('tpe'),
    seed,
    startup_trials: field(z.int().min(1).default(10), {
      description: 'Trials drawn at random before the densities are used.',
      unit: 'trials',
    }),
    candidates: field(z.int().min(1).max(10_000).default(24), {
      description: 'Points drawn from the density of good trials, the best of which becomes the trial.',
    }),
  }),
  z.strictObject({
    kind: z.literal('cma-es'),
    seed,
    population: field(z.int().min(2).nullable().default(null), {
      description: 'Trials of a generation; null: 4 + 3 ln(parameters).',
      unit: 'trials',
    }),
    initial_sigma: field(
      z
        .number()
        .positive()
        .max(1)
        .default(1 / 6),
      {
        description: 'First step width, as a share of each range.',
      },
    ),
  }),
] as const;
export const samplerSchema = z.discriminatedUnion('kind', samplers);
export type SamplerConfig = z.infer<typeof samplerSchema>;
export type SamplerId = SamplerConfig['kind'];

const startup = field(z.int().min(0).default(5), {
  description: 'Trials that must have ended before any is pruned.',
  unit: 'trials',
});
const warmup = field(z.int().min(0).default(0), {
  description: 'Epochs of a trial that are never pruned.',
  unit: 'epochs',
});
const interval = field(z.int().min(1).default(1), { description: 'Epochs between two looks.', unit: 'epochs' });
const resources = {
  min_resource: field(z.int().min(1).default(1), { description: 'Epochs before the first look.', unit: 'epochs' }),
  reduction_factor: field(z.int().min(2).default(4), {
    description: 'Of the trials that reach a look, one in so many goes on.',
  }),
};

const none = z.strictObject({ kind: z.literal('none') });
const median = z.strictObject({
  kind: z.literal('median'),
  startup_trials: startup,
  warmup_steps: warmup,
  interval_steps: interval,
});
const percentile = z.strictObject({
  kind: z.literal('percentile'),
  percentile: field(z.number().gt(0).lt(100).default(25), {
    description: 'Share of the ended trials, the best ones, that a trial must keep up with.',
    unit: '%',
  }),
  startup_trials: startup,
  warmup_steps: warmup,
  interval_steps: interval,
});
const asha = z.strictObject({
  kind: z.literal('asha'),
  ...resources,
  min_early_stopping_rate: field(z.int().min(0).default(0), {
    description: 'Looks that are skipped at the beginning; each makes the first one later by the reduction factor.',
  }),
});
const hyperband = z.strictObject({
  kind: z.literal('hyperband'),
  ...resources,
  max_resource: field(z.int().min(1).default(81), {
    description: 'Epochs of a trial that is never pruned.',
    unit: 'epochs',
  }),
});
const wilcoxon = z.strictObject({
  kind: z.literal('wilcoxon'),
  p_threshold: field(z.number().gt(0).lt(1).default(0.1), {
    description: 'A trial is pruned when it is worse than the best one with a smaller p.',
  }),
  startup_steps: field(z.int().min(0).default(2), { description: 'Values before the first look.' }),
});
const patient = z.strictObject({
  kind: z.literal('patient'),
  patience: field(z.int().min(0).default(3), {
    description: 'Epochs without a better value before the wrapped pruner is asked.',
    unit: 'epochs',
  }),
  min_delta: field(z.number().min(0).default(0), { description: 'Least improvement that counts.' }),
  pruner: field(
    z.discriminatedUnion('kind', [none, median, percentile, asha, hyperband, wilcoxon]).prefault({ kind: 'median' }),
    {
      description: 'The pruner that is asked then; none: the patience alone decides.',
    },
  ),
});
export const prunerSchema = z.discriminatedUnion('kind', [
  none,
  median,
  percentile,
  patient,
  asha,
  hyperband,
  wilcoxon,
]);
export type PrunerConfig = z.infer<typeof prunerSchema>;
export type PrunerId = PrunerConfig['kind'];

export const objectiveSchema = z.strictObject({
  metric: field(
    z.string().regex(/^[a-z0-9_]+$/, 'A metric id such as conference_spearman; the part goes to objective.split'),
    { description: 'Metric of the checkpoint that a trial would ship.' },
  ),
  split: field(z.enum(['holdout', 'validation']).default('validation'), {
    description: 'Part it is read from. The test part is refused: it is looked at once, at the end, and never chooses.',
  }),
  direction: field(z.enum(['maximize', 'minimize']).nullable().default(null), {
    description: 'null: the direction of the metric.',
  }),
});

const diagnosticRule = z.strictObject({
  id: field(z.string().min(1), { description: 'Diagnostic, for example not-learning or scores-collapsed.' }),
  consecutive: field(z.int().min(1).default(3), {
    description: 'Trials in a row that report it.',
    unit: 'trials',
  }),
});

/** Stop rules of a sweep. The keys are those of the sweep brief. */
export const stopRulesSchema = z.strictObject({
  early_stop_no_learning: field(z.boolean().default(true), {
    description: 'Stops the sweep when its models do not learn: the rules below.',
  }),
  early_stop_consecutive_poor: field(z.int().min(1).default(5), {
    description: 'Stops when so many finished trials in a row are poor.',
    unit: 'trials',
  }),
  early_stop_metric_threshold: field(z.number().default(0.01), {
    description:
      'A trial with a maximised objective at or below this is poor; minimised ones are poor when they are not a number.',
  }),
  early_stop_masked_ratio: field(z.number().min(0).max(1).default(0.5), {
    description: 'A trial is masked when more than this share of the teams fell back or had no attention at all.',
  }),
  early_stop_masked_consecutive: field(z.int().min(1).default(3), {
    description: 'Stops when so many finished trials in a row are masked.',
    unit: 'trials',
  }),
  stop_on_diagnostics: field(z.array(diagnosticRule).default([]), {
    description: 'Stops when a diagnostic comes in so many trials in a row.',
  }),
});
export type StopRulesConfig = z.infer<typeof stopRulesSchema>;

/** A sweep file, `configs/sweeps/*.yaml`: a base experiment and what is varied. See docs/sweeps.md. */
export const sweepSchema = z.strictObject({
  name: field(z.string().min(1).max(120).default('Untitled sweep'), { description: 'Name of the study.' }),
  notes: field(z.string().max(4000).default(''), { description: 'Free text kept with the study.' }),
  experiment: field(z.string().min(1), {
    description: 'Base experiment: its file name under configs/experiments, or a path. A trial is one run of it.',
  }),
  overrides: field(z.record(path, z.json()).default({}), {
    description: 'Keys of the base experiment that are set for every trial.',
  }),
  space: field(z.record(path, parameterSchema), {
    description: 'Keys of the experiment that are varied, each with its values or its range.',
  }),
  sampler: field(samplerSchema.prefault({ kind: 'tpe' }), { description: 'How the next trial is chosen.' }),
  pruner: field(prunerSchema.prefault({ kind: 'none' }), { description: 'Which trials are stopped before their end.' }),
  objective: field(objectiveSchema, { description: 'What a trial is judged by.' }),
  sweep: field(stopRulesSchema, { description: 'When the whole sweep stops.' }).prefault({}),
  limits: field(
    z.strictObject({
      trials: field(z.int().min(1).max(1_000_000).nullable().default(null), {
        description: 'Largest number of trials; null: the whole grid, or 20.',
        unit: 'trials',
      }),
      hours: field(z.number().positive().nullable().default(null), {
        description: 'No trial is begun after so many hours.',
        unit: 'hours',
      }),
      jobs: field(z.int().min(1).max(64).default(1), {
        description: 'Trials that train at once, each in a process of its own.',
        unit: 'processes',
      }),
    }),
    { description: 'Where the sweep ends.' },
  ).prefault({}),
  warm_start: field(z.array(studyIdSchema).default([]), {
    description: 'Earlier studies whose finished trials the sampler learns from.',
  }),
});
export type SweepConfig = z.infer<typeof sweepSchema>;
