import { assertSample, StatisticsInputError } from './statistics-input-error';

export interface WilcoxonTest {
  /** Sum of the ranks of the positive differences. */
  readonly positiveRankSum: number;
  /** Differences that are not zero. */
  readonly usedCount: number;
  /** Exact, two-sided. */
  readonly p: number;
}

/** The table of rank sums has about n^2 entries for each of n differences. */
const MOST_DIFFERENCES = 300;

/** @returns twice the rank of each value, whole numbers even where tied values share the mean of their ranks */
function doubledRanks(sizes: readonly number[]): readonly number[] {
  const order = sizes.map((_, index) => index).sort((a, b) => sizes[a]! - sizes[b]!);
  const ranks = Array<number>(sizes.length);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end + 1 < order.length && sizes[order[end + 1]!] === sizes[order[start]!]) end++;
    for (let i = start; i <= end; i++) ranks[order[i]!] = start + end + 2;
    start = end + 1;
  }
  return ranks;
}

/** @returns for each sum, the share of the 2^n choices of ranks that have it */
function rankSumDistribution(ranks: readonly number[]): Float64Array {
  const shares = new Float64Array(ranks.reduce((sum, rank) => sum + rank, 1));
  shares[0] = 1;
  for (const rank of ranks) {
    for (let sum = shares.length - 1; sum >= 0; sum--) {
      shares[sum] = (shares[sum]! + (sum >= rank ? shares[sum - rank]! : 0)) / 2;
    }
  }
  return shares;
}

/**
 * Exact Wilcoxon signed-rank test. Zeros are dropped before ranking (Wilcoxon's own rule); tied sizes share the mean of
 * their ranks, and the distribution is that of these very ranks over all 2^n signs, so it stays exact with ties
 * (SciPy's `exact` method ignores ties; its permutation method agrees). All differences zero: p = 1.
 * @throws StatisticsInputError for none, more than 300, or one that is not finite
 * @see Wilcoxon (1945), Individual comparisons by ranking methods, Biometrics Bulletin 1(6)
 */
export function wilcoxonSignedRankTest(differences: readonly number[]): WilcoxonTest {
  assertSample(differences, 1);
  if (differences.length > MOST_DIFFERENCES) {
    throw new StatisticsInputError(
      'E-STATISTICS-TOO-MANY',
      `${differences.length} differences are too many for the exact distribution; the most is ${MOST_DIFFERENCES}.`,
      'Use the paired t test for this many seeds.',
    );
  }
  const used = differences.filter((difference) => difference !== 0);
  const ranks = doubledRanks(used.map(Math.abs));
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const positive = ranks.reduce((sum, rank, i) => sum + (used[i]! > 0 ? rank : 0), 0);
  const smaller = Math.min(positive, total - positive);
  const tail = rankSumDistribution(ranks).subarray(0, smaller + 1);
  const p = Math.min(1, 2 * tail.reduce((sum, share) => sum + share, 0));
  return { positiveRankSum: positive / 2, usedCount: used.length, p };
}
