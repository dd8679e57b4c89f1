import type { EvaluationSplit, FamilyId } from './ids';

/** What screens, tables and commands know of a family without knowing it. */
export interface FamilyDescriptor {
  /** Words for a list. */
  readonly label: string;
  /** The metric that variants are compared on, and the part it is read from. */
  readonly mainMetric: { readonly split: EvaluationSplit; readonly metric: string };
  /** Baselines in the order of tables; the first is the one to beat. */
  readonly baselines: readonly string[];
  /** Name of the data source that the ready-made experiments use. */
  readonly source: string;
  /** Its data are games that it plays itself: the source has no files, and an evaluation has as many games as one asks for. */
  readonly playsGames?: true;
}

export const FAMILY_DESCRIPTORS = {
  'deep-set-ranker': {
    label: 'Rank teams from their rosters',
    mainMetric: { split: 'validation', metric: 'conference_spearman' },
    baselines: ['win_rate', 'standings', 'point_difference'],
    source: 'nba-box-scores',
  },
  'hetero-gnn': {
    label: 'Predict the next ball of a cricket match',
    mainMetric: { split: 'validation', metric: 'log_loss' },
    baselines: ['logistic', 'table', 'prior'],
    source: 'cricsheet-t20i',
  },
  'masked-seq2seq': {
    label: 'Forecast where players run',
    mainMetric: { split: 'validation', metric: 'rollout_rmse_yards' },
    baselines: ['constant_velocity', 'ridge', 'stay'],
    source: 'nfl-tracking',
  },
  'actor-critic': {
    label: 'Play Territory',
    mainMetric: { split: 'validation', metric: 'score' },
    baselines: ['greedy', 'idle', 'random', 'masked_random', 'expander', 'tactician', 'linear'],
    source: 'territory',
    playsGames: true,
  },
} as const satisfies Record<FamilyId, FamilyDescriptor>;

/** @returns baselines in the order of the family's tables; those that it does not name come last, as they were */
export function byTableOrder(family: FamilyId, baselines: readonly string[]): readonly string[] {
  const order = familyDescriptor(family).baselines;
  const placeOf = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...baselines].sort((a, b) => placeOf(a) - placeOf(b));
}

/** @returns the descriptor of a family */
export const familyDescriptor = (family: FamilyId): FamilyDescriptor => FAMILY_DESCRIPTORS[family];
