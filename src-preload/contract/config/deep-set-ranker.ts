import { z } from 'zod';
import { engineConfigSchema } from './engine';
import { field } from './field';
import { tabularModelDocumentSchema } from '../tabular-models';
import { optimizerConfigSchema, scheduleConfigSchema } from './optimization';

const season = z.string().regex(/^\d{4}-\d{2}$/, 'A season is written like 2023-24.');

/** First and last day that count for a season; a date outside every range belongs to none. */
const seasonRange = z.strictObject({ start: z.iso.date(), end: z.iso.date() });

/** Seasons of the league with room for play-in days; 2020-21 began late. */
export const DEFAULT_SEASON_RANGES: Record<string, { start: string; end: string }> = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => 2014 + index).map((year) => {
    const name = `${year}-${String((year + 1) % 100).padStart(2, '0')}`;
    const range = { start: `${year}-10-01`, end: `${year + 1}-04-15` };
    return [name, year === 2020 ? { start: '2020-12-01', end: '2021-05-16' } : range];
  }),
);

const teamStatistic = z.enum(['team_win_rate', 'team_point_difference', 'team_games', 'team_previous_win_rate']);
export type TeamStatistic = z.infer<typeof teamStatistic>;

const dataSchema = field(
  z.strictObject({
    source: field(z.string().min(1).default('nba-box-scores'), {
      description: 'Name of a registered data source (assay data list).',
    }),
    train_seasons: field(z.array(season).min(1), {
      description:
        'Seasons the model learns from. Early stopping holds out dates of these seasons, never of the validation seasons.',
    }),
    validation_seasons: field(z.array(season).default([]), {
      description: 'Seasons that variants are compared on; nothing is trained or stopped on them.',
    }),
    test_seasons: field(z.array(season).default([]), {
      description: 'Seasons looked at once, at the end. Never used for a choice.',
    }),
    season_ranges: field(z.record(season, seasonRange).default(DEFAULT_SEASON_RANGES), {
      description: 'First and last day of each season. A game outside every range is an error that names its line.',
    }),
  }),
  { description: 'Source and split.' },
);

const trainingSchema = field(
  z.strictObject({
    listmle_target: field(z.enum(['standings', 'final_rank', 'playoff_outcome']).default('final_rank'), {
      description:
        'Relevance of a team in a list: win rate to date, final regular-season rank, or end-of-season rank with the playoffs.',
    }),
    loss_type: field(z.enum(['listmle', 'spearman_surrogate', 'rank_rmse_surrogate']).default('listmle'), {
      description: 'ListMLE is the likelihood of the target order; the surrogates compare soft ranks.',
      effect: 'Losses of different types cannot be compared; judge by Spearman.',
    }),
    rolling_windows: field(z.array(z.int().min(1).max(82)).min(1).max(4).default([10, 30]), {
      description: 'Games of the rolling means of each player; the feature columns are named after them.',
      unit: 'games',
    }),
    roster_size: field(z.int().min(5).max(20).default(15), {
      description: 'Slots of a roster; shorter rosters are padded and masked.',
      unit: 'players',
    }),
    max_dates: field(z.int().min(2).nullable().default(200), {
      description: 'Dates that lists are built for, sampled evenly over all game dates; null keeps every date.',
      unit: 'dates',
      effect: 'More dates give more, but strongly correlated, lists.',
    }),
    max_final_batches: field(z.int().min(1).nullable().default(50), {
      description:
        'Training lists of the final model, sampled evenly by date with both conferences of a date together; null keeps all.',
      unit: 'lists',
    }),
    use_prior_season_baseline: field(z.boolean().default(true), {
      description: 'Gives a player without games this season the means of his last season.',
    }),
    prior_season_lookback_days: field(z.int().min(1).max(1000).default(365), {
      description: 'How far back the prior-season means reach.',
      unit: 'days',
    }),
    team_statistics: field(z.array(teamStatistic).default([]), {
      description:
        'Facts of the team as of the date, given to each of its players beside his own statistics: season win rate, mean margin, games played, win share of the season before.',
      effect: 'Each one widens the statistics by a column; stat_dim 17 is the original without any.',
    }),
    normalize_statistics: field(z.boolean().default(true), {
      description:
        'Z-scores the statistics with means and deviations of the training lists; stored with the checkpoint.',
    }),
    shuffle: field(z.boolean().default(true), {
      description: 'Draws a new order of the lists each epoch from the seed.',
    }),
    batch_cache: field(
      z.strictObject({
        enabled: field(z.boolean().default(true), {
          description: 'Keeps prepared lists in the workspace cache; runs that need the same lists read them back.',
          effect: 'Speed only: a hit gives the same tensors byte for byte.',
        }),
      }),
      { description: 'Cache of prepared lists.' },
    ).prefault({}),
    n_folds: field(z.int().min(2).max(50).default(5), {
      description: 'Folds of the out-of-fold predictions that the stacker learns from. Used by the pipeline.',
      unit: 'folds',
    }),
    max_lists_oof: field(z.int().min(2).nullable().default(30), {
      description:
        'Lists that Model A predicts out of fold, sampled evenly by date with both conferences together; null takes all. Used by the pipeline.',
      unit: 'lists',
      effect: 'More lists give a better stacker and cost n_folds trainings on as many lists.',
    }),
    walk_forward: field(z.boolean().default(false), {
      description:
        'Predicts each training season by models of the seasons before it, instead of by folds that also saw later ones. Used by the pipeline.',
    }),
    optimizer: optimizerConfigSchema,
    schedule: scheduleConfigSchema,
  }),
  { description: 'Lists, targets and optimisation.' },
).prefault({});

const modelSchema = field(
  z.strictObject({
    num_embeddings: field(z.int().min(1).max(100_000).default(500), {
      description: 'Rows of the player embedding; players share rows by a fixed hash, padding has a row of its own.',
      unit: 'rows',
    }),
    embedding_dim: field(z.int().min(1).max(512).default(32), { description: 'Width of the player embedding.' }),
    stat_dim: field(z.int().min(1).nullable().default(null), {
      description: 'Statistics per player. Read from the first batch; a value here that differs from it is an error.',
    }),
    encoder_hidden: field(z.array(z.int().min(1).max(4096)).min(1).max(6).default([128, 64]), {
      description: 'Widths of the player encoder; the last one is the attention width.',
    }),
    attention_heads: field(z.int().min(1).max(64).default(4), {
      description: 'Attention heads; the last encoder width must be divisible by it.',
    }),
    dropout: field(z.number().min(0).max(0.9).default(0.2), {
      description: 'Share of activations and attention weights dropped in training.',
      effect: 'Larger values train slower and overfit less.',
    }),
    minutes_bias_weight: field(z.number().min(0).max(1).default(0.3), {
      description: 'Share of the minutes in the reported weights: w becomes (1 - a) w + a minutes.',
      effect: 'Colours the explanation only, unless bias_in_pooling is on.',
    }),
    minutes_sum_min: field(z.number().positive().default(1e-6), {
      description: 'Least sum of minutes of a roster for the bias to apply.',
    }),
    attention_fallback_strategy: field(z.enum(['minutes', 'uniform']).default('minutes'), {
      description: 'Weights reported when the attention of a roster sums to nearly zero or is not finite.',
    }),
    bias_in_pooling: field(z.boolean().default(false), {
      description: 'Pools the players with the minutes-blended weights, so that the bias changes the scores.',
    }),
    win_rate_residual: field(z.boolean().default(false), {
      description:
        'Adds a learned multiple of the standardised season win rate to each score; the network learns what is left.',
    }),
    attention_debug: field(z.boolean().default(false), {
      description: 'Logs attention statistics of the first batch each epoch.',
    }),
    epochs: field(z.int().min(1).max(10_000).default(28), {
      description: 'Passes over the training lists.',
      unit: 'epochs',
    }),
    learning_rate: field(z.number().positive().max(10).default(1e-3), {
      description: 'Rate of the optimiser at its height.',
      effect: 'Too large diverges; too small does not learn within the epochs.',
    }),
    grad_clip_max_norm: field(z.number().positive().nullable().default(1), {
      description: 'Largest global gradient norm; a larger gradient is scaled down to it. null never clips.',
    }),
    early_stopping_patience: field(z.int().min(0).default(0), {
      description: 'Epochs without a better holdout loss before training stops with the best weights; 0 never stops.',
      unit: 'epochs',
    }),
    early_stopping_min_delta: field(z.number().min(0).default(0), { description: 'Least improvement that counts.' }),
    early_stopping_val_frac: field(z.number().gt(0).lt(0.9).default(0.25), {
      description:
        'Share of the training dates, the latest ones, held out for early stopping; used only when patience is above 0.',
    }),
    not_learning_patience: field(z.int().min(0).default(3), {
      description:
        'Epochs in a row without a lower training loss after which the run stops as not learning; 0 never stops.',
      unit: 'epochs',
    }),
  }),
  { description: 'The set-attention network and its training (Model A).' },
).prefault({});

/** Groups of Model B features; docs/families/deep-set-ranker.md lists their columns. */
export const teamFeatureGroupSchema = z.enum([
  'four_factors',
  'pace',
  'elo',
  'massey',
  'motivation',
  'rolling_form',
  'record',
]);
export type TeamFeatureGroup = z.infer<typeof teamFeatureGroupSchema>;

const boostingKeys = {
  n_estimators: field(z.int().min(1).max(5000).default(250), {
    description: 'Most trees, one a round.',
    unit: 'trees',
  }),
  max_depth: field(z.int().min(1).max(12).default(4), { description: 'Deepest split of a tree.' }),
  learning_rate: field(z.number().gt(0).max(1).default(0.08), { description: 'Share of a tree that is added.' }),
  subsample: field(z.number().gt(0).max(1).default(0.8), { description: 'Share of the rows that each tree sees.' }),
  colsample_bytree: field(z.number().gt(0).max(1).default(0.7), {
    description: 'Share of the features that each tree may split on.',
  }),
};

const linearBase = field(z.boolean().default(false), {
  description:
    'The trees learn what a linear model of win rate and Massey rating, each also times the share of the season played, leaves over.',
  effect: 'Without it trees have to draw the table of the day in steps, and stay below it.',
});

const modelBSchema = field(
  z.strictObject({
    features: field(
      z.array(teamFeatureGroupSchema).min(1).default(['four_factors', 'pace', 'elo', 'massey', 'motivation']),
      {
        description:
          'Groups of team features, as of the date, that Models B and C and the clone classifier learn from.',
      },
    ),
    ...boostingKeys,
    linear_base: linearBase,
    min_child_rows: field(z.int().min(1).default(1), { description: 'Fewest rows of a leaf.', unit: 'rows' }),
    early_stopping_rounds: field(z.int().min(0).default(20), {
      description:
        'Rounds without a better error on the latest training seasons after which boosting stops; the model is then fitted again on all rows with the best number of rounds. 0 always boosts n_estimators rounds.',
      unit: 'rounds',
    }),
    early_stopping_val_frac: field(z.number().gt(0).lt(0.9).default(0.2), {
      description: 'Share of the training seasons, the latest ones, that the number of rounds is chosen on.',
    }),
  }),
  { description: 'Gradient-boosted trees on team features (Model B). Used by the pipeline.' },
).prefault({});

const modelCSchema = field(
  z.strictObject({
    n_estimators: field(z.int().min(1).max(2000).default(200), { description: 'Trees of the forest.', unit: 'trees' }),
    max_depth: field(z.int().min(1).max(30).default(12), { description: 'Deepest split of a tree.' }),
    min_samples_leaf: field(z.int().min(1).default(5), { description: 'Fewest rows of a leaf.', unit: 'rows' }),
    linear_base: linearBase,
    max_features: field(z.number().gt(0).max(1).default(1), {
      description: 'Share of the features that each split may choose from.',
    }),
  }),
  { description: 'Random forest on team features (Model C). Used by the pipeline.' },
).prefault({});

export const stackingMemberSchema = z.enum(['model_a', 'model_b', 'model_c']);
export type StackingMember = z.infer<typeof stackingMemberSchema>;

const stackingSchema = field(
  z.strictObject({
    members: field(
      z
        .array(stackingMemberSchema)
        .min(1)
        .refine((members) => new Set(members).size === members.length, 'Each member once.')
        .default(['model_a', 'model_b', 'model_c']),
      { description: 'Models whose out-of-fold predictions the ridge regression weighs.' },
    ),
    target_rank: field(z.enum(['standings', 'playoffs', 'end_of_season']).default('playoffs'), {
      description:
        'What the stacker predicts: final regular-season rank, playoff performance rank, or end-of-season rank, as 31 - rank. A season without playoffs has the standings.',
    }),
    alphas: field(z.array(z.number().positive()).min(1).default([0.1, 1, 10]), {
      description: 'Ridge strengths to choose from by cross-validation.',
    }),
    cv_folds: field(z.int().min(2).max(20).default(5), {
      description: 'Contiguous folds of the dates that the strength is chosen on.',
      unit: 'folds',
    }),
    non_negative: field(z.boolean().default(false), {
      description:
        'No member may have a negative weight: members that say nearly the same are then added up, not subtracted from each other.',
    }),
    conference_calibration: field(z.enum(['none', 'standardize', 'massey']).default('massey'), {
      description:
        'How scores of Model A become comparable between conferences: raw; standardised within their list; or that plus the mean Massey rating of the conference as of the date.',
    }),
  }),
  { description: 'Ridge regression over the members (the ensemble). Used by the pipeline.' },
).prefault({});

const inferenceSchema = field(
  z.strictObject({
    temperature: field(z.number().positive().nullable().default(1), {
      description:
        'Divides the ensemble scores before the softmax of the championship odds; null chooses it on the out-of-fold predictions.',
      effect: 'Larger values give more even odds.',
    }),
  }),
  { description: 'Tables of the last day of each judged season. Used by the pipeline.' },
).prefault({});

const evaluationSchema = field(
  z.strictObject({
    ndcg_places: field(z.array(z.int().min(1).max(30)).min(1).default([4, 10, 12, 16, 20, 30]), {
      description: 'Places k of NDCG@k.',
    }),
    ece_bins: field(z.int().min(2).max(100).default(10), {
      description: 'Bins of the calibration error and of the reliability of the odds.',
    }),
  }),
  { description: 'Metrics of the pipeline.' },
).prefault({});

const cloneClassifierSchema = field(
  z.strictObject({
    enabled: field(z.boolean().default(false), {
      description:
        'Adds the step Clone classifier: whether a team ends in the upper half of the standings. The sweep brief calls it include_clone_classifier.',
    }),
    ...boostingKeys,
  }),
  { description: 'Boosted trees with a logistic loss. Used by the pipeline.' },
).prefault({});

/** Steps of the team-ranking pipeline, in order. */
export const TEAM_RANKING_STEPS = [
  'Model A',
  'Model B',
  'Model C',
  'Stacking',
  'Inference',
  'Evaluation',
  'Clone classifier',
] as const;

/** Experiment of the family `deep-set-ranker`: a set-attention ranker of teams. See docs/families/deep-set-ranker.md. */
export const deepSetRankerSchema = z.strictObject({
  family: z.literal('deep-set-ranker').describe('Model family.'),
  data: dataSchema,
  training: trainingSchema,
  model_a: modelSchema,
  pipeline: field(z.enum(['none', 'team-ranking']).default('none'), {
    description:
      'none trains Model A alone; team-ranking runs Model A, Model B, Model C, Stacking, Inference, Evaluation and, if switched on, Clone classifier.',
  }),
  pipeline_step: field(z.enum(TEAM_RANKING_STEPS).nullable().default(null), {
    description:
      'Runs this step of the pipeline alone: it is computed anew, what it reads comes from the cache or is made first, nothing after it runs.',
  }),
  model_b: modelBSchema,
  model_c: modelCSchema,
  stacking: stackingSchema,
  inference: inferenceSchema,
  evaluation: evaluationSchema,
  clone_classifier: cloneClassifierSchema,
  engine: engineConfigSchema,
});
export type DeepSetRankerConfig = z.infer<typeof deepSetRankerSchema>;

const finiteNumbers = z.array(z.number());

/** A tree model in a checkpoint: its document, the document of its linear base, its tensors as safetensors in base64. */
const storedTreesSchema = z.strictObject({
  document: tabularModelDocumentSchema,
  base: tabularModelDocumentSchema.nullable(),
  tensors: z.base64(),
});

/** What the checkpoint `ensemble` of a pipeline run holds beside Model A. */
const storedEnsembleSchema = z.strictObject({
  /** The stacker: a ridge regression. */
  ridge: tabularModelDocumentSchema,
  model_b: storedTreesSchema.nullable(),
  model_c: storedTreesSchema.nullable(),
});
export type StoredEnsemble = z.infer<typeof storedEnsembleSchema>;

/** What a checkpoint of this family stores beside its weights: how raw statistics become inputs. */
export const deepSetRankerPreprocessingSchema = z.strictObject({
  version: z.literal(1),
  /** Of the player statistics, in column order; taken over the players of the training lists. */
  statistics: z.strictObject({ names: z.array(z.string()), means: finiteNumbers, deviations: finiteNumbers }),
  /** Of the season win rate over the teams of the training lists. */
  winRate: z.strictObject({ mean: z.number(), deviation: z.number().positive() }),
  /** Name of the hash that embedding rows are found with. */
  embeddingHash: z.string(),
  /** Present in the checkpoint `ensemble`: predictions are then those of the whole ensemble. */
  ensemble: storedEnsembleSchema.optional(),
});
export type DeepSetRankerPreprocessing = z.infer<typeof deepSetRankerPreprocessingSchema>;
