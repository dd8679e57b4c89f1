import { pairedClusterBootstrap } from '../../../statistics/paired-cluster-bootstrap';

/** Mean difference of two policies over the same games, with its 95 % bootstrap interval. */
export interface PairedDifference {
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  readonly games: number;
}

const BOOTSTRAP_SEED = 1;

/**
 * Compares policies game by game: what the seed made easy or hard falls out. A policy beats another when `lower` is
 * above 0.
 * @param candidate score of each game
 * @param baseline  score of the same games in the same order
 * @throws StatisticsInputError when the numbers of games differ or there are fewer than two
 */
export function pairedDifference(candidate: readonly number[], baseline: readonly number[]): PairedDifference {
  const totals = (scores: readonly number[]) => ({
    clusterCount: scores.length,
    width: 2,
    values: Float64Array.from(scores.flatMap((score) => [score, 1])),
  });
  const { difference, percentile } = pairedClusterBootstrap({
    candidate: totals(candidate),
    baseline: totals(baseline),
    metric: ([sum, games]) => sum! / games!,
    seed: BOOTSTRAP_SEED,
    resamples: 2000,
  });
  return { difference, lower: percentile.lower, upper: percentile.upper, games: candidate.length };
}
