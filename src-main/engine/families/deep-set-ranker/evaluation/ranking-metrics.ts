import type { SplitMetrics } from '#contract/runs';
import { averageRanks } from '../../../metrics/average-ranks';
import { normalizedDiscountedGain } from '../../../metrics/normalized-discounted-gain';
import { rankErrors } from '../../../metrics/rank-errors';
import { spearman } from '../../../metrics/spearman';
import type { PredictionRow } from './prediction-rows';

/** Places of the gain that the brief's era reports. */
const GAIN_PLACES = 10;

/** Metrics of the last snapshot, absent where the season has no playoffs. */
const SNAPSHOT_METRICS = ['spearman_eos', 'ndcg_10', 'rank_rmse', 'rank_mae'] as const;
type SnapshotMetrics = Readonly<Record<(typeof SNAPSHOT_METRICS)[number], number>>;

/**
 * Metrics of rows with scores (spec sections 4.5 and 6.1). `conference_spearman`: mean over the lists of the rank
 * correlation with the final regular-season standings. The others: mean over seasons, on the last snapshot of all
 * teams, against the end-of-season rank; null without one. `n` counts lists, `clusters` dates.
 */
export function rankingMetrics(rows: readonly PredictionRow[]): SplitMetrics {
  const lists = groupBy(
    rows.filter((row) => row.is_snapshot === 0),
    (row) => `${row.as_of_date} ${row.conference}`,
  );
  const snapshots = groupBy(
    rows.filter((row) => row.is_snapshot === 1),
    (row) => row.season,
  );
  const bySeason = snapshots.flatMap((season) => snapshotMetrics(season) ?? []);
  return {
    n: lists.length,
    clusters: new Set(lists.map((list) => list[0]!.as_of_date)).size,
    conference_spearman: mean(
      lists.map((list) =>
        spearman(
          scoresOf(list),
          list.map((row) => -row.standings_rank),
        ),
      ),
    ),
    ...Object.fromEntries(SNAPSHOT_METRICS.map((metric) => [metric, mean(bySeason.map((season) => season[metric]))])),
  };
}

function snapshotMetrics(rows: readonly PredictionRow[]): SnapshotMetrics | null {
  const actual = rows.flatMap((row) => row.end_of_season_rank ?? []);
  if (actual.length !== rows.length || rows.length < 2) return null;
  const scores = scoresOf(rows);
  const errors = rankErrors(averageRanks(scores), actual);
  return {
    spearman_eos: spearman(
      scores,
      actual.map((rank) => -rank),
    ),
    ndcg_10: normalizedDiscountedGain(
      scores,
      actual.map((rank) => rows.length + 1 - rank),
      GAIN_PLACES,
    ),
    rank_rmse: errors.rootMeanSquared,
    rank_mae: errors.meanAbsolute,
  };
}

const scoresOf = (rows: readonly PredictionRow[]): readonly number[] => rows.map((row) => row.score);

/** @returns null for nothing: a mean of no lists is not 0 */
const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function groupBy(
  rows: readonly PredictionRow[],
  keyOf: (row: PredictionRow) => string,
): readonly (readonly PredictionRow[])[] {
  const groups = new Map<string, PredictionRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
