/** Ranks from 1 for the smallest; equal values share the mean of the ranks they take up. */
function averageRanks(values: readonly number[]): readonly number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const ranks = Array<number>(values.length);
  for (let first = 0; first < order.length;) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]!] === values[order[first]!]) last += 1;
    for (let index = first; index <= last; index += 1) ranks[order[index]!] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return ranks;
}

/**
 * Spearman's rank correlation: Pearson's correlation of the average ranks, exact with ties.
 * @param a, b values of the same things, same length
 * @returns -1 to 1; 0 when one side has no order at all (all equal, or fewer than two)
 * @see Spearman (1904), The proof and measurement of association between two things, American Journal of Psychology 15(1)
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [ranksA, ranksB] = [averageRanks(a), averageRanks(b)];
  // Ranks of n things always have the mean (n + 1) / 2.
  const centre = (a.length + 1) / 2;
  let [covariance, varianceA, varianceB] = [0, 0, 0];
  ranksA.forEach((rank, index) => {
    const [deltaA, deltaB] = [rank - centre, ranksB[index]! - centre];
    covariance += deltaA * deltaB;
    varianceA += deltaA * deltaA;
    varianceB += deltaB * deltaB;
  });
  return varianceA === 0 || varianceB === 0 ? 0 : covariance / Math.sqrt(varianceA * varianceB);
}
