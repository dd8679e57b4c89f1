import { assertSample, StatisticsInputError } from './statistics-input-error';

/** 2^24 sums take about a tenth of a second. */
const MOST_DIFFERENCES = 25;

/**
 * Exact sign-flip permutation test of paired differences: the share of all 2^n assignments of signs whose sum is at
 * least as far from zero as the observed one. Two-sided; no assumption but symmetry under the null hypothesis.
 *
 * Sums within 1e-12 of the summed sizes count as ties, so that the order of additions cannot decide.
 * @param differences 1 to 25 values, one a seed
 * @returns p, a multiple of 2 / 2^n (1 if all differences are zero)
 * @throws StatisticsInputError for none, more than 25, or one that is not finite
 * @see Fisher (1935), The Design of Experiments, section 21
 */
export function signFlipTest(differences: readonly number[]): number {
  assertSample(differences, 1);
  if (differences.length > MOST_DIFFERENCES) {
    throw new StatisticsInputError(
      'E-STATISTICS-TOO-MANY',
      `${differences.length} differences have more sign patterns than can be counted; the most is ${MOST_DIFFERENCES}.`,
      'Use the paired t test or the signed-rank test for this many seeds.',
    );
  }
  const total = differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  const limit = Math.abs(differences.reduce((sum, difference) => sum + difference, 0)) - 1e-12 * total;
  const extreme = countExtreme(differences, 1, differences[0]!, limit);
  // The other half of the patterns, with the first sign flipped, are mirror images.
  return extreme / 2 ** (differences.length - 1);
}

function countExtreme(differences: readonly number[], index: number, sum: number, limit: number): number {
  if (index === differences.length) return Math.abs(sum) >= limit ? 1 : 0;
  const difference = differences[index]!;
  return (
    countExtreme(differences, index + 1, sum + difference, limit) +
    countExtreme(differences, index + 1, sum - difference, limit)
  );
}
