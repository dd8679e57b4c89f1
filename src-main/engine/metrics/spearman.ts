import { averageRanks } from './average-ranks';

/**
 * Spearman's rank correlation: Pearson's correlation of the average ranks, so ties are treated exactly.
 *
 * @param a, b values of the same things, same length
 * @returns -1 to 1; 0 when one side has no order at all (all equal, or fewer than two), as in the original
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return pearson(averageRanks(a), averageRanks(b));
}

function pearson(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [covariance, varianceA, varianceB] = [0, 0, 0];
  a.forEach((value, index) => {
    const [deltaA, deltaB] = [value - meanA, b[index]! - meanB];
    covariance += deltaA * deltaB;
    varianceA += deltaA * deltaA;
    varianceB += deltaB * deltaB;
  });
  return varianceA === 0 || varianceB === 0 ? 0 : covariance / Math.sqrt(varianceA * varianceB);
}
