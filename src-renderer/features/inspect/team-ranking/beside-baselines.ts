import { byTableOrder } from '#contract/families';
import type { EvaluationSplit } from '#contract/ids';
import type { RunSummary } from '#contract/runs';
import type { TeamTable } from '#contract/snapshots/team-ranking';
import { meanFigures, rankFigures, type RankFigures } from './rank-figures';
import { MEMBER_WORDS, MEMBERS } from './words';

/** One order of the teams and how it did on a part of the data, means over its seasons. */
export interface JudgedOrder {
  readonly id: string;
  readonly label: string;
  readonly kind: 'baseline' | 'ensemble' | 'member';
  /** Against the end-of-season rank, last day of each season. */
  readonly spearman: number | null;
  /** Places. */
  readonly rmse: number | null;
  /** Within the conferences, over all judged dates. */
  readonly conferenceSpearman: number | null;
}

/** Metric id to value. */
type Values = Readonly<Record<string, number | null>>;

/** The table after the last game; the baseline of the family is the table of the day. */
const FINAL_STANDINGS = 'final_standings';
const BASELINE_WORDS: Readonly<Record<string, string>> = {
  win_rate: 'Win rate',
  standings: 'Day’s standings',
  point_difference: 'Point difference',
};

/**
 * Baselines first, the ensemble, then each member alone.
 *
 * @param tables all tables of the run
 */
export function judgedOrders(
  { metrics, baselines, family }: Pick<RunSummary, 'metrics' | 'baselines' | 'family'>,
  split: EvaluationSplit,
  tables: readonly TeamTable[],
): readonly JudgedOrder[] {
  const own = tables.filter((table) => table.split === split);
  const final = figuresBy(own, 'standingsRank');
  const ensemble = figuresBy(own, 'predictedRank');
  const values: Values = metrics[split] ?? {};
  return [
    {
      id: FINAL_STANDINGS,
      label: 'Final standings',
      kind: 'baseline',
      spearman: final?.spearman ?? null,
      rmse: final?.rmse ?? null,
      conferenceSpearman: null,
    },
    ...byTableOrder(family, Object.keys(baselines)).map((id): JudgedOrder => ({
      id,
      label: BASELINE_WORDS[id] ?? id.replaceAll('_', ' '),
      kind: 'baseline',
      ...orderMetrics(baselines[id]?.[split] ?? {}, ''),
    })),
    {
      id: 'ensemble',
      label: 'Ensemble',
      kind: 'ensemble',
      // A run whose evaluation did not end has its table all the same.
      spearman: values['spearman_eos'] ?? ensemble?.spearman ?? null,
      rmse: values['rank_rmse'] ?? ensemble?.rmse ?? null,
      conferenceSpearman: values['conference_spearman'] ?? null,
    },
    ...MEMBERS.filter((member) => `${member}_spearman_eos` in values).map((member): JudgedOrder => ({
      id: member,
      label: `${MEMBER_WORDS[member]} alone`,
      kind: 'member',
      ...orderMetrics(values, `${member}_`),
    })),
  ];
}

const orderMetrics = (values: Values, prefix: string) => ({
  spearman: values[`${prefix}spearman_eos`] ?? null,
  rmse: values[`${prefix}rank_rmse`] ?? null,
  conferenceSpearman: values[`${prefix}conference_spearman`] ?? null,
});

/** @returns figures of an order in the tables, mean over the seasons; null without tables */
function figuresBy(tables: readonly TeamTable[], order: 'predictedRank' | 'standingsRank'): RankFigures | null {
  return meanFigures(
    tables.flatMap(
      ({ teams }) => rankFigures(teams.map((team) => ({ predicted: team[order], actual: team.eosGlobalRank }))) ?? [],
    ),
  );
}

/** Whether the ensemble beats the final standings on the end-of-season rank. */
export type StandingsVerdict =
  | { readonly kind: 'unjudged' }
  | {
      /** `mixed`: on one of the two measures only. Equal is not better. */
      readonly kind: 'above' | 'mixed' | 'below';
      readonly seasons: number;
      readonly ensemble: RankFigures;
      readonly standings: RankFigures;
      readonly isBetterBySpearman: boolean;
      readonly isBetterByError: boolean;
    };

/**
 * Seasons without playoffs do not count: they are judged by the final standings, which nothing can beat there.
 *
 * @returns `unjudged` without a season that had playoffs
 */
export function standingsVerdict(tables: readonly TeamTable[], split: EvaluationSplit): StandingsVerdict {
  const judged = tables.filter((table) => table.split === split && table.eosRankSource === 'playoffs');
  const [ensemble, standings] = [figuresBy(judged, 'predictedRank'), figuresBy(judged, 'standingsRank')];
  if (ensemble === null || standings === null) return { kind: 'unjudged' };
  const isBetterBySpearman = (ensemble.spearman ?? -Infinity) > (standings.spearman ?? -Infinity);
  const isBetterByError = ensemble.rmse < standings.rmse;
  return {
    kind: isBetterBySpearman && isBetterByError ? 'above' : isBetterBySpearman || isBetterByError ? 'mixed' : 'below',
    seasons: judged.length,
    ensemble,
    standings,
    isBetterBySpearman,
    isBetterByError,
  };
}

/**
 * Baselines that are better than the ensemble by Spearman or by RMSE; the final standings have their own sentence.
 *
 * @param orders of {@link judgedOrders}
 */
export function baselinesAhead(orders: readonly JudgedOrder[]): readonly JudgedOrder[] {
  const ensemble = orders.find(({ kind }) => kind === 'ensemble');
  return orders.filter(
    ({ id, kind, spearman, rmse }) =>
      kind === 'baseline' &&
      id !== FINAL_STANDINGS &&
      ((spearman ?? -Infinity) > (ensemble?.spearman ?? Infinity) ||
        (rmse ?? Infinity) < (ensemble?.rmse ?? -Infinity)),
  );
}
