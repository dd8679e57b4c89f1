import { assertProbability } from './statistics-input-error';

/**
 * @param seeds paired seeds, at least 1
 * @returns the smallest two-sided p of an exact sign-flip or signed-rank test, 2 / 2^n: 0.25 for 3 seeds, 0.03125 for 6
 */
export const smallestReachableP = (seeds: number): number => Math.min(1, 2 / 2 ** seeds);

/**
 * @param comparisons size of the planned family: Holm multiplies its smallest p with it
 * @returns the fewest seeds with which a p of at most alpha can be reached: 6 for one comparison at 0.05, 9 for eight
 * @throws StatisticsInputError when alpha is outside 0 to 1
 */
export function seedsNeeded(alpha: number, comparisons = 1): number {
  assertProbability('level alpha', alpha);
  if (alpha === 0) return Infinity;
  let seeds = 1;
  while (comparisons * smallestReachableP(seeds) > alpha) seeds += 1;
  return seeds;
}
