/** Whole numbers from 0 to below - 1, each equally likely. */
export type IntegerSource = (below: number) => number;

/**
 * A seeded generator for resampling: xoshiro128**, its four words filled by SplitMix32. Statistics has its own, apart
 * from the engine's, because it imports nothing but itself.
 * @param seed whole number; equal seeds give equal numbers
 * @returns a source of whole numbers for bounds up to 2^20: 32 bits scaled to the bound, the product exact in float64,
 * shares off by less than `below` / 2^32
 * @see Blackman and Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4)
 */
export function seededIntegers(seed: number): IntegerSource {
  let mixed = seed | 0;
  const nextWord = (): number => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let word = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return word ^ (word >>> 15);
  };
  let [a, b, c, d] = [nextWord(), nextWord(), nextWord(), nextWord()];
  const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));
  return (below) => {
    const word = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return Math.floor((word * below) / 2 ** 32);
  };
}
