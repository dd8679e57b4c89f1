import type { EvaluationSplit } from '#contract/ids';
import type { SplitMetrics } from '#contract/runs';
import type { TeamList } from '../lists/team-list';
import type { RankingData } from '../ranking-data/ranking-data';
import { predictionRows } from './prediction-rows';
import { rankingMetrics } from './ranking-metrics';

/** How a list is scored without a model, from what was known on its day. */
type BaselineScores = (list: TeamList) => readonly number[];

/** A difference of win rates is at least 1 / 82^2: this splits ties and nothing else. */
const TIE_BREAK = 1e-6;

/**
 * Baselines that every model is shown beside. `standings` is the table of the day: the win rate with ties broken by
 * team id, as the final standings break them; `win_rate` leaves ties as ties.
 */
export const BASELINES = {
  win_rate: ({ entries }) => entries.map(({ winRate }) => winRate),
  standings: ({ entries }) => entries.map(({ winRate, team }) => winRate - team * TIE_BREAK),
  point_difference: ({ entries }) => entries.map(({ pointDifference }) => pointDifference),
} as const satisfies Record<string, BaselineScores>;
export type BaselineId = keyof typeof BASELINES;

/** The baseline that a model has to beat. */
export const REFERENCE_BASELINE: BaselineId = 'win_rate';

/** @returns metrics by baseline and split */
export function baselineMetrics(
  data: RankingData,
  splits: readonly EvaluationSplit[],
): Record<BaselineId, Partial<Record<EvaluationSplit, SplitMetrics>>> {
  const ofBaseline = (scores: BaselineScores) =>
    Object.fromEntries(splits.map((split) => [split, metricsOfScores(data, split, scores)]));
  return {
    win_rate: ofBaseline(BASELINES.win_rate),
    standings: ofBaseline(BASELINES.standings),
    point_difference: ofBaseline(BASELINES.point_difference),
  };
}

function metricsOfScores(data: RankingData, split: EvaluationSplit, scores: BaselineScores): SplitMetrics {
  const rowsOf = (isSnapshot: boolean) => (list: number) =>
    predictionRows(data, list, scores(data.encoded.lists[list]!), isSnapshot);
  return rankingMetrics([...data.parts[split].flatMap(rowsOf(false)), ...data.snapshots[split].flatMap(rowsOf(true))]);
}
