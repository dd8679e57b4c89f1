import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import { areaUnderCurve } from '../../../metrics/area-under-curve';
import { averageRanks } from '../../../metrics/average-ranks';
import { normalizedDiscountedGain } from '../../../metrics/normalized-discounted-gain';
import { rankErrors } from '../../../metrics/rank-errors';
import { spearman } from '../../../metrics/spearman';
import { reliability } from './reliability';
import { finalRank, type ScoredTeam } from './scored-team';

/** A team of a season's last day with one model's score. */
export interface ScoredOutcome {
  readonly row: ScoredTeam;
  /** Larger is better. */
  readonly score: number;
  /** null for a model without odds. */
  readonly odds: number | null;
}

/** Metric id to value; null where it does not exist. */
export type JudgedMetrics = Readonly<Record<string, number | null>>;

const PLAYOFF_PLACES = 4;
const RECIPROCAL_TOPS = [2, 4] as const;
const PRECISION_PLACES = [4, 10] as const;

/** Metrics of one season's last day (spec section 4.5): against the end-of-season rank, or the standings without playoffs. */
export function judgeSeason(
  teams: readonly ScoredOutcome[],
  { ndcg_places, ece_bins }: DeepSetRankerConfig['evaluation'],
): JudgedMetrics {
  const scores = teams.map(({ score }) => score);
  const actual = teams.map(({ row }) => finalRank(row));
  const predicted = averageRanks(scores);
  const last = Math.max(...actual);
  const relevance = actual.map((rank) => last + 1 - rank);
  const errors = rankErrors(predicted, actual);
  return {
    spearman_eos: spearman(scores, relevance),
    rank_mae: errors.meanAbsolute,
    rank_rmse: errors.rootMeanSquared,
    ...Object.fromEntries(ndcg_places.map((k) => [`ndcg_${k}`, normalizedDiscountedGain(scores, relevance, k)])),
    ...Object.fromEntries(RECIPROCAL_TOPS.map((top) => [`mrr_top_${top}`, reciprocalRank(scores, actual, top)])),
    ...Object.fromEntries(PRECISION_PLACES.map((k) => [`precision_${k}`, precision(scores, actual, k)])),
    roc_auc_upset: upsetAuc(scores, predicted, actual),
    ...oddsMetrics(teams, ece_bins),
    ...playoffMetrics(teams, scores, predicted),
  };
}

const best = (scores: readonly number[]): readonly number[] =>
  scores.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]!);

/** 1 / predicted place of the first team that ended among the best `top`. */
function reciprocalRank(scores: readonly number[], actual: readonly number[], top: number): number {
  const place = best(scores).findIndex((index) => actual[index]! <= top);
  return place < 0 ? 0 : 1 / (place + 1);
}

/** Share of the actual best k among the predicted best k. */
function precision(scores: readonly number[], actual: readonly number[], k: number): number {
  const held = best(scores)
    .slice(0, k)
    .filter((index) => actual[index]! <= k).length;
  return held / Math.min(k, scores.length);
}

/** An upset is a team that ended worse than predicted; the label holds the prediction, so the area is high by construction. 0.5 for one class. */
function upsetAuc(scores: readonly number[], predicted: Float64Array, actual: readonly number[]): number {
  const labels = actual.map((rank, index) => (rank > predicted[index]! ? 1 : 0));
  return areaUnderCurve(scores, labels) ?? 0.5;
}

function oddsMetrics(teams: readonly ScoredOutcome[], bins: number): JudgedMetrics {
  const outcomes = teams.flatMap(({ odds, row }) =>
    odds === null ? [] : [{ odds, isChampion: row.endOfSeasonRank === 1 }],
  );
  if (outcomes.length !== teams.length || !outcomes.some(({ isChampion }) => isChampion)) return {};
  const { brier, expectedCalibrationError } = reliability(outcomes, bins);
  return { brier_championship: brier, ece_championship: expectedCalibrationError };
}

function playoffMetrics(
  teams: readonly ScoredOutcome[],
  scores: readonly number[],
  predicted: Float64Array,
): JudgedMetrics {
  const ranks = teams.flatMap(({ row }) => row.playoffRank ?? []);
  if (ranks.length !== teams.length) return {};
  const relevance = ranks.map((rank) => teams.length + 1 - rank);
  const errors = rankErrors(predicted, ranks);
  return {
    playoff_spearman: spearman(scores, relevance),
    [`playoff_ndcg_${PLAYOFF_PLACES}`]: normalizedDiscountedGain(scores, relevance, PLAYOFF_PLACES),
    playoff_rank_mae: errors.meanAbsolute,
    playoff_rank_rmse: errors.rootMeanSquared,
  };
}

/** NDCG@10 and rank correlation inside one conference, with the ranks counted anew there. */
export function judgeConference(teams: readonly ScoredOutcome[]): JudgedMetrics {
  const scores = teams.map(({ score }) => score);
  const finals = teams.map(({ row }) => finalRank(row));
  const relevance = finals.map((own) => finals.filter((other) => other >= own).length);
  return { ndcg_10: normalizedDiscountedGain(scores, relevance, 10), spearman_eos: spearman(scores, relevance) };
}

/** Mean over the lists of the rank correlation with the final standings within the conference. */
export function conferenceSpearman(lists: readonly (readonly ScoredOutcome[])[]): number | null {
  const correlations = lists.map((list) =>
    spearman(
      list.map(({ score }) => score),
      list.map(({ row }) => -row.standingsRank),
    ),
  );
  return meanOf(correlations);
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** @returns the mean of each metric over the seasons that have it */
export function meanMetrics(seasons: readonly JudgedMetrics[]): JudgedMetrics {
  const ids = [...new Set(seasons.flatMap((season) => Object.keys(season)))];
  return Object.fromEntries(ids.map((id) => [id, meanOf(seasons.flatMap((season) => season[id] ?? []))]));
}
