/**
 * Balanced class weights: N / (7 N_c), 1 for a class without samples.
 * @param counts training samples by class
 * @param cap    largest weight; null = none. Three weighs 31 without one and dominates the gradients.
 */
export function classWeights(counts: readonly number[], cap: number | null): readonly number[] {
  const samples = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => {
    const balanced = count === 0 ? 1 : samples / (counts.length * count);
    return cap === null ? balanced : Math.min(balanced, cap);
  });
}

/** Class frequencies with one more sample of each class, so that none is 0. */
export function classPrior(counts: readonly number[]): readonly number[] {
  const samples = counts.reduce((sum, count) => sum + count + 1, 0);
  return counts.map((count) => (count + 1) / samples);
}
