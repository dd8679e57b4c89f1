/**
 * NDCG@k with the gain 2^relevance - 1 and the discount log2(position + 1), positions from 1 (Burges et al. 2005).
 * With relevances up to 30 the gain of the best is 2^30, so the value is decided by where the first few land.
 *
 * @param scores     larger = predicted better; equal scores keep their order
 * @param relevances larger = better, at least 0
 * @returns 0 to 1; 0 when no relevance is above 0
 */
export function normalizedDiscountedGain(scores: ArrayLike<number>, relevances: ArrayLike<number>, k: number): number {
  const indices = Array.from(scores, (_, index) => index);
  const predicted = [...indices].sort((a, b) => scores[b]! - scores[a]!);
  const ideal = [...indices].sort((a, b) => relevances[b]! - relevances[a]!);
  const gain = (order: readonly number[]): number =>
    order.slice(0, k).reduce((sum, item, index) => sum + (2 ** relevances[item]! - 1) / Math.log2(index + 2), 0);
  const best = gain(ideal);
  return best === 0 ? 0 : gain(predicted) / best;
}
