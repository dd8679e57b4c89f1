/** Numerical Recipes' linear congruential generator. @returns numbers from 0 to 1, the same for the same seed */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
