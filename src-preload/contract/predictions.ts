/**
 * How a family's `predictions/<split>.csv` becomes metrics again: enough to slice and to resample stored predictions
 * without the engine. {@link PREDICTION_DESCRIPTORS} says it for each family; the forms are general.
 */
export interface PredictionDescriptor {
  /** Column whose equal values belong together: match, play, game, date. Resampling draws whole clusters. */
  readonly clusterColumn: string;
  /** Metric id to the form that recomputes it. Metrics that are not here have no slices and no second opinion. */
  readonly metrics: Readonly<Record<string, PredictionMetric>>;
  readonly slices: readonly PredictionSlice[];
  /** Baselines without training whose predictions runs store beside their own, in `predictions/<split>.<baseline>.csv`. */
  readonly untrained: readonly string[];
}

/** A metric as a function of sums over units (rows, or lists of rows). */
export type PredictionMetric =
  | {
      readonly kind: 'accuracy' | 'macro-f1' | 'weighted-f1';
      /** Columns of class numbers from 0. */
      readonly truth: string;
      readonly predicted: string;
      /** Names by class number. */
      readonly classes: readonly string[];
    }
  /** Mean of -log of the column that holds the probability of the true class, clipped at 1e-15. */
  | { readonly kind: 'log-loss'; readonly truth: string; readonly probabilities: readonly string[] }
  /** Mean of a column. */
  | { readonly kind: 'mean'; readonly column: string }
  /** Root of half the mean squared distance of two places; rows without a true place do not count. */
  | {
      readonly kind: 'root-mean-distance';
      readonly x: string;
      readonly y: string;
      readonly trueX: string;
      readonly trueY: string;
    }
  /** Mean over lists of the rank correlation of two columns. */
  | {
      readonly kind: 'list-rank-correlation';
      /** Rows with equal values in these columns are a list. */
      readonly list: readonly string[];
      readonly score: string;
      readonly target: string;
      /** Whether a small target is good, as a rank is. */
      readonly isTargetDescending: boolean;
      /** Only rows where this column has this value. */
      readonly where: { readonly column: string; readonly value: string } | null;
    };

/** A way to cut a split. */
export interface PredictionSlice {
  readonly name: string;
  readonly label: string;
  readonly column: string;
  /** First characters of the value that count, for example 7 of a date for its month; null: all. */
  readonly prefix: number | null;
  /** Words for values. */
  readonly labels: Readonly<Record<string, string>>;
}

const plainSlice = (column: string, label: string, labels: Readonly<Record<string, string>> = {}): PredictionSlice => ({
  name: column,
  label,
  column,
  prefix: null,
  labels,
});
const yesNo = { '1': 'yes', '0': 'no' };

const RANKER: PredictionDescriptor = {
  clusterColumn: 'as_of_date',
  metrics: {
    conference_spearman: {
      kind: 'list-rank-correlation',
      list: ['as_of_date', 'conference'],
      score: 'score',
      target: 'standings_rank',
      isTargetDescending: true,
      where: { column: 'is_snapshot', value: '0' },
    },
  },
  slices: [
    plainSlice('conference', 'Conference', { E: 'East', W: 'West' }),
    { name: 'month', label: 'Month', column: 'as_of_date', prefix: 7, labels: {} },
    plainSlice('season', 'Season'),
  ],
  untrained: [],
};

const BALL_CLASSES = ['dot', 'single', 'two', 'three', 'four', 'six', 'wicket'] as const;
const balls = { truth: 'label', predicted: 'predicted', classes: BALL_CLASSES } as const;
const BALLS: PredictionDescriptor = {
  clusterColumn: 'match_id',
  metrics: {
    macro_f1: { kind: 'macro-f1', ...balls },
    weighted_f1: { kind: 'weighted-f1', ...balls },
    accuracy: { kind: 'accuracy', ...balls },
    corrected_macro_f1: { kind: 'macro-f1', ...balls, predicted: 'decided' },
    corrected_weighted_f1: { kind: 'weighted-f1', ...balls, predicted: 'decided' },
    log_loss: { kind: 'log-loss', truth: 'label', probabilities: BALL_CLASSES.map((name) => `p_${name}`) },
    calibrated_log_loss: { kind: 'mean', column: 'calibrated_loss' },
  },
  slices: [
    plainSlice('phase', 'Phase'),
    plainSlice('innings', 'Innings'),
    plainSlice('is_chase', 'Chase', yesNo),
    plainSlice('striker_seen', 'Striker seen in training', yesNo),
    plainSlice('bowler_seen', 'Bowler seen in training', yesNo),
    { name: 'year', label: 'Year', column: 'date', prefix: 4, labels: {} },
  ],
  untrained: ['logistic'],
};

const TRAJECTORIES: PredictionDescriptor = {
  clusterColumn: 'play_id',
  metrics: {
    rollout_rmse_yards: { kind: 'root-mean-distance', x: 'x', y: 'y', trueX: 'true_x', trueY: 'true_y' },
  },
  slices: [
    plainSlice('role', 'Role'),
    plainSlice('week', 'Week'),
    plainSlice('is_known_position', 'Known position', yesNo),
  ],
  untrained: [],
};

/** By family. A family that is not here has metrics and tests over seeds, but no slices and no second opinion. */
export const PREDICTION_DESCRIPTORS: Readonly<Record<string, PredictionDescriptor>> = {
  'deep-set-ranker': RANKER,
  'hetero-gnn': BALLS,
  'masked-seq2seq': TRAJECTORIES,
};
