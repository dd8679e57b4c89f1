/** Numbers in [0, 1), each a multiple of 2^-53. */
export type Uniform = () => number;

const GOLDEN = 0x9e3779b9;

/** SplitMix32's finaliser: every bit of the input moves every bit of the output. */
function mix(word: number): number {
  let mixed = (word + GOLDEN) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/**
 * A generator that depends on nothing but its keys: a sampler keeps no state between trials, so a study that is taken up
 * again draws what it would have drawn.
 * @param keys whole numbers, for example seed and trial number
 * @see Blackman and Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4): xoshiro128**
 */
export function keyedRandom(...keys: readonly number[]): Uniform {
  let state = keys.reduce((hash, key) => mix(hash ^ mix(key >>> 0)), 0x5eed);
  const nextSeed = (): number => (state = mix(state + GOLDEN));
  let [a, b, c, d] = [nextSeed(), nextSeed(), nextSeed(), nextSeed() | 1];
  const nextWord = (): number => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  return () => ((nextWord() >>> 5) * 67_108_864 + (nextWord() >>> 6)) / 9_007_199_254_740_992;
}
