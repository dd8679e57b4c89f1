/**
 * Finishes a sum of squares from eight partial sums over the whole rounds of eight elements: adds the last elements to
 * the sums of their index modulo 8, then ((s0+s4)+(s2+s6)) + ((s1+s5)+(s3+s7)). One order for both kinds of kernels.
 * @param sums float64 [8]; changed
 */
export function addTailAndCombine(sums: Float64Array, vector: Float32Array): number {
  for (let i = vector.length - (vector.length % 8); i < vector.length; i++) {
    const value = vector[i]!;
    sums[i & 7]! += value * value;
  }
  const pair = (k: number): number => sums[k]! + sums[k + 4]!;
  return pair(0) + pair(2) + (pair(1) + pair(3));
}
