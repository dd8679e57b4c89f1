import { z } from 'zod';
import { engineConfigSchema } from './engine';
import { field } from './field';
import { optimizerConfigSchema, scheduleConfigSchema } from './optimization';

const dataSchema = field(
  z.strictObject({
    source: field(z.string().min(1).default('cricsheet-t20i'), {
      description: 'Name of a registered data source (assay data list).',
    }),
    split: field(z.enum(['date', 'random']).default('date'), {
      description: 'Whole matches, 80 / 10 / 10 per cent: the latest are the test part, or shuffled.',
      effect: 'random lets the model know players and grounds of seasons that it is judged on.',
    }),
    split_seed: field(z.int().min(0).max(4_294_967_295).default(42), {
      description:
        'Seed of the random split; apart from the seed of the run, so that all seeds share their test matches.',
    }),
    train_share: field(z.number().gt(0).max(1).default(1), {
      description: 'Share of the training matches that are trained on, the latest of them. Whole matches, never balls.',
    }),
    rules: field(z.enum(['corrected', 'reference']).default('corrected'), {
      description:
        'corrected follows the laws of cricket and the real over; reference keeps the formulas of the published program with their quirks.',
    }),
    labels: field(z.enum(['bat_runs', 'legal_only']).default('bat_runs'), {
      description:
        'bat_runs: every delivery is predicted by its runs off the bat (a wide is a Dot). legal_only: wides and no-balls are history, never targets.',
    }),
  }),
  { description: 'Source, split and the rules that make features and labels.' },
).prefault({});

const modelSchema = field(
  z
    .strictObject({
      variant: field(
        z.enum(['base', 'pooling', 'hybrid', 'phase_modulated', 'innings_conditional', 'full']).default('hybrid'),
        { description: 'Read-out and modulation of the graph network: the six variants of the brief.' },
      ),
      use_film: field(z.boolean().default(true), {
        description:
          'Scales and shifts every node by phase, chase and wickets in hand (FiLM). Read by the variant full.',
      }),
      use_hierarchical: field(z.boolean().default(true), {
        description:
          'Encodes players that training never saw by team and role. Read by the variant full; the others always do.',
      }),
      use_innings_heads: field(z.boolean().default(true), {
        description: 'Gives chases a head of their own. Read by the variant full.',
      }),
      hidden_dim: field(z.int().min(4).max(1024).default(128), {
        description: 'Width of every node; must be divisible by num_heads and by 4.',
        effect: 'Time and memory grow with its square.',
      }),
      head_dim: field(z.int().min(4).max(1024).multipleOf(2).nullable().default(null), {
        description: 'Width of the first hidden layer of a head; the second has half of it. null: hidden_dim.',
        effect: 'The head is a small part of the work, so a wide one costs little beside a wide graph.',
      }),
      num_layers: field(z.int().min(1).max(8).default(3), {
        description: 'Rounds of messages.',
        unit: 'layers',
        effect: 'More layers may make all nodes alike; watch the smoothness.',
      }),
      num_heads: field(z.int().min(1).max(32).default(4), { description: 'Attention heads.' }),
      dropout: field(z.number().min(0).max(0.9).default(0.1), {
        description: 'Share of activations and attention weights dropped in training.',
      }),
      features: field(z.enum(['raw', 'standardized']).default('raw'), {
        description:
          'raw hands the numbers of the moment to their encoders as they are, between 0 and 1. standardized first takes off the mean and divides by the deviation over the training part, at most 5 either way; both are stored with the weights.',
        effect:
          'Raw numbers vary little beside the biases of their encoders, so the states of different moments are much alike and small effects are found late.',
      }),
      features_to_head: field(z.boolean().default(false), {
        description:
          'The head also reads the numbers of the moment and of the ball before, past the graph: what the logistic regression reads.',
        effect:
          'Five maps with norms lie between a state of the graph and the output; small effects of the numbers get through late, or not at all.',
      }),
      surprises_to_head: field(z.boolean().default(false), {
        description:
          'The head also reads how far the earlier balls of the innings came out otherwise than the logistic regression had said before each: over all of them, those that the striker faced and those that the bowler bowled, by class. Needs residual: logistic, and relations: causal in exact execution.',
        effect: 'The day of pitch, batter and bowler: what is known of an innings beyond its score.',
      }),
      residual: field(z.enum(['none', 'logistic']).default('none'), {
        description:
          'logistic adds the outputs of the network to those of the logistic regression, which is fitted before and stored with the weights; the head starts at 0. In training each match is answered by a regression that was fitted without it.',
        effect: 'Training starts level with the regression: what it gains is what the network finds beyond it.',
      }),
      execution: field(z.enum(['packed', 'exact']).default('packed'), {
        description:
          'packed makes one pass over an innings for all its samples, with relations from earlier to later balls only. exact builds one graph a sample, all 166 edge types with all their parameters, as the published program does.',
        effect: 'packed is many times faster; exact is for comparisons and small runs.',
      }),
      relations: field(z.enum(['causal', 'two_way']).default('two_way'), {
        description:
          'Direction of same_bowler and same_batsman in exact execution. packed is always causal; causal here makes both compute the same function.',
      }),
    })
    .refine(({ hidden_dim, num_heads }) => hidden_dim % num_heads === 0 && hidden_dim % 4 === 0, {
      path: ['hidden_dim'],
      error:
        'hidden_dim must be divisible by num_heads and by 4 (the read-out has maps of a half and a quarter of it).',
    })
    .refine(({ surprises_to_head, residual }) => !surprises_to_head || residual === 'logistic', {
      path: ['surprises_to_head'],
      error: 'surprises_to_head needs residual: logistic: a surprise is one to the regression.',
    })
    .refine(
      ({ surprises_to_head, execution, relations }) =>
        !surprises_to_head || execution === 'packed' || relations === 'causal',
      {
        path: ['surprises_to_head'],
        error:
          'surprises_to_head needs relations: causal in exact execution: with two_way balls do not have moments of their own.',
      },
    ),
  { description: 'The graph network.' },
).prefault({});

const lossSchema = field(
  z.strictObject({
    kind: field(z.enum(['focal', 'weighted', 'label_smoothed', 'plain']).default('plain'), {
      description:
        'focal: weight (1 - p)^gamma times weighted cross entropy. weighted: weighted cross entropy. label_smoothed and plain take no class weights.',
      effect: 'Weights raise the recall of rare classes and distort the probabilities; plain gives the best log loss.',
    }),
    gamma: field(z.number().min(0).max(10).default(2), {
      description: 'Exponent of the focal loss: larger ones look at hard samples only. 0 is the weighted loss.',
    }),
    class_weights: field(z.enum(['balanced', 'none']).default('balanced'), {
      description: 'balanced: N / (7 N_c) over the training samples. Read by focal and weighted.',
    }),
    class_weight_cap: field(z.number().min(1).nullable().default(null), {
      description: 'Largest class weight; null caps nothing. Three weighs about 31 and dominates the gradient.',
    }),
    smoothing: field(z.number().min(0).lt(1).default(0.1), {
      description: 'Probability that label_smoothed spreads over the six other classes.',
    }),
  }),
  { description: 'Training loss. Losses of different kinds cannot be compared; judge by log loss and macro F1.' },
).prefault({});

const { kind: optimizerKind, weight_decay: weightDecay } = optimizerConfigSchema.unwrap().shape;
const { kind: scheduleKind, warmup_fraction: warmupFraction } = scheduleConfigSchema.unwrap().shape;

/** The shared keys with the defaults of the brief: AdamW with decay 0.01, a twentieth of the run warm-up, then a cosine. */
const optimizerSchema = field(
  optimizerConfigSchema.unwrap().extend({
    kind: optimizerKind
      .unwrap()
      .default('adamw')
      .meta(optimizerKind.meta() ?? {}),
    weight_decay: weightDecay
      .unwrap()
      .default(0.01)
      .meta(weightDecay.meta() ?? {}),
  }),
  { description: 'Update rule of the parameters.' },
).prefault({});
const scheduleSchema = field(
  scheduleConfigSchema.unwrap().extend({
    kind: scheduleKind
      .unwrap()
      .default('cosine')
      .meta(scheduleKind.meta() ?? {}),
    warmup_fraction: warmupFraction
      .unwrap()
      .default(0.05)
      .meta(warmupFraction.meta() ?? {}),
  }),
  { description: 'How the learning rate moves during the run.' },
).prefault({});

const trainingSchema = field(
  z.strictObject({
    epochs: field(z.int().min(1).max(10_000).default(100), {
      description: 'Passes over the training matches.',
      unit: 'epochs',
    }),
    learning_rate: field(z.number().positive().max(10).default(1e-3), {
      description: 'Rate of the optimiser at its height, for a batch of base_batch_size samples.',
    }),
    learning_rate_rule: field(z.enum(['none', 'linear', 'square_root']).default('none'), {
      description:
        'Multiplies the rate by effective batch / base_batch_size, or by its square root. The effective batch is the mean number of samples of a step.',
    }),
    base_batch_size: field(z.int().min(1).default(64), {
      description: 'Batch that learning_rate is meant for; read by learning_rate_rule.',
      unit: 'samples',
    }),
    batch_innings: field(z.int().min(1).max(256).default(2), {
      description: 'Innings of one step of packed execution, of similar length; each holds some 110 samples.',
      unit: 'innings',
    }),
    batch_size: field(z.int().min(1).max(4096).default(64), {
      description: 'Samples of one step of exact execution.',
      unit: 'samples',
    }),
    id_dropout: field(z.number().min(0).max(0.9).default(0.1), {
      description:
        'Share of the players of an innings that are shown to the network as unknown in training, so that it learns what to do with new ones.',
    }),
    max_gradient_norm: field(z.number().positive().nullable().default(1), {
      description: 'Largest global gradient norm; a larger gradient is scaled down to it. null never clips.',
    }),
    monitor: field(z.enum(['log_loss', 'macro_f1']).default('log_loss'), {
      description: 'Validation metric that stops the run and whose best weights are shipped. Both keep a checkpoint.',
    }),
    early_stopping_patience: field(z.int().min(0).default(15), {
      description: 'Epochs without a better monitor before training stops; 0 never stops.',
      unit: 'epochs',
    }),
    early_stopping_min_delta: field(z.number().min(0).default(0.001), {
      description: 'Least improvement that counts.',
    }),
    not_learning_patience: field(z.int().min(0).default(0), {
      description: 'Epochs in a row without a lower training loss after which the run stops; 0 never stops.',
      unit: 'epochs',
    }),
    optimizer: optimizerSchema,
    schedule: scheduleSchema,
  }),
  { description: 'Optimisation and stopping.' },
).prefault({});

/** Experiment of the family `hetero-gnn`: next-ball prediction with a heterogeneous graph. See docs/families/hetero-gnn.md. */
export const heteroGnnSchema = z.strictObject({
  family: z.literal('hetero-gnn').describe('Model family.'),
  data: dataSchema,
  model: modelSchema,
  loss: lossSchema,
  training: trainingSchema,
  engine: engineConfigSchema,
});
export type HeteroGnnConfig = z.infer<typeof heteroGnnSchema>;

const classShares = z.array(z.number().positive()).length(7);
const probabilityScale = { temperature: z.number().positive(), priorStrength: z.number(), prior: classShares };

/** What a checkpoint of this family stores beside its weights. */
export const heteroGnnPreprocessingSchema = z.strictObject({
  version: z.literal(1),
  /** Venues, teams and players in the order of their ids, from 1: those of the training matches. */
  vocabulary: z.strictObject({
    venues: z.array(z.string()),
    teams: z.array(z.string()),
    /** Registry id, primary team, role. */
    players: z.array(z.tuple([z.string(), z.int(), z.int()])),
  }),
  /** Training samples by class: weights of the loss, and the baseline of class frequencies. */
  classCounts: z.array(z.int().min(0)).length(7),
  /** Class frequencies of the training samples by over and innings: a baseline. */
  table: z.array(z.number().positive()),
  /** How outputs become probabilities and decisions, fitted on validation; null before the first evaluation. */
  calibration: z
    .union([
      z.strictObject({ ...probabilityScale, decisionWeights: classShares }),
      // Earlier checkpoints decide by probability / prior^exponent.
      z
        .strictObject({ ...probabilityScale, decisionExponent: z.number() })
        .transform(({ decisionExponent, ...scale }) => ({
          ...scale,
          decisionWeights: scale.prior.map((share) => share ** -decisionExponent),
        })),
    ])
    .nullable(),
});
export type HeteroGnnPreprocessing = z.infer<typeof heteroGnnPreprocessingSchema>;
