import type { StreamAddress } from './stream-address';

/**
 * Fills float32 buffers with random numbers. Element i comes from word i modulo 4 of Philox block floor(i / 4), whatever
 * the length. Two forms exist, plain TypeScript and WebAssembly SIMD; they write the same bits.
 */
export interface RandomFiller {
  readonly id: 'plain' | 'wasm';
  /** Uniform in [0, 1): multiples of 2^-24, each equally likely. */
  fillUniform(out: Float32Array, address: StreamAddress): void;
  /** Standard normal; elements 2j and 2j + 1 share two words. */
  fillNormal(out: Float32Array, address: StreamAddress): void;
  /**
   * Inverted dropout: 1 / keepProbability where a uniform number lies below it, 0 elsewhere, so that the mean is 1.
   * @param keepProbability in (0, 1], rounded to a multiple of 2^-24
   * @throws RangeError outside (0, 1]
   * @see Srivastava et al. (2014), section 10, https://jmlr.org/papers/v15/srivastava14a.html
   */
  fillBernoulliMask(out: Float32Array, keepProbability: number, address: StreamAddress): void;
}

/** What a Bernoulli mask compares with and writes. */
export interface MaskThreshold {
  /** A 24-bit number below this is kept. */
  readonly threshold: number;
  /** Value of a kept element, float32. */
  readonly scale: number;
}

/** @throws RangeError outside (0, 1] */
export function maskThreshold(keepProbability: number): MaskThreshold {
  const threshold = Math.round(keepProbability * 2 ** 24);
  if (!(threshold > 0 && keepProbability <= 1)) {
    throw new RangeError(`The keep probability must lie in (0, 1], not ${keepProbability}.`);
  }
  return { threshold, scale: Math.fround(1 / keepProbability) };
}
