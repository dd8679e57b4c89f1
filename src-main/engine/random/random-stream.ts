import { normalPair } from './normal-pair';
import { philox4x32 } from './philox';
import { uniformOfWord } from './plain-random-filler';
import { streamKey, type StreamAddress } from './stream-address';

/**
 * Random numbers one at a time, for shuffling, sampling and decisions. The numbers follow from (seed, name, step) and
 * the position alone, so nothing has to be saved: after a resume, make the stream of the same step again.
 * `uniform()` and `normal()` called in a row give what the bulk fillers write.
 */
export class RandomStream {
  private readonly key: Uint32Array;
  private readonly counter: Uint32Array;
  private readonly words = new Uint32Array(4);
  private readonly pair = new Float32Array(2);
  private hasSecondOfPair = false;
  /** Words used so far. */
  private position = 0;

  /** @throws RangeError when seed or step is negative or not whole */
  constructor(address: StreamAddress) {
    const { key, stepLow, stepHigh } = streamKey(address);
    this.key = key;
    this.counter = new Uint32Array([0, stepLow, stepHigh, 0]);
  }

  /** @returns a number in [0, 1), a multiple of 2^-24 */
  uniform(): number {
    return uniformOfWord(this.word());
  }

  /** @returns a standard normal number, float32 */
  normal(): number {
    if (this.hasSecondOfPair) {
      this.hasSecondOfPair = false;
      return this.pair[1]!;
    }
    // Pairs start at even words, as in the bulk fillers.
    if (this.position % 2 === 1) this.word();
    normalPair(this.word(), this.word(), this.pair, 0);
    this.hasSecondOfPair = true;
    return this.pair[0]!;
  }

  /**
   * @param below from 1 to 2^32
   * @returns a whole number from 0 to below - 1, each exactly equally likely: words of the incomplete last round of
   * `below` are drawn again
   * @throws RangeError when `below` is not a whole number in that range
   */
  integer(below: number): number {
    if (!Number.isInteger(below) || below < 1 || below > 2 ** 32) {
      throw new RangeError(`The bound must be a whole number from 1 to 2^32, not ${below}.`);
    }
    const limit = 2 ** 32 - (2 ** 32 % below);
    for (;;) {
      const word = this.word();
      if (word < limit) return word % below;
    }
  }

  /**
   * Shuffles in place, every order equally likely.
   * @returns the same array
   * @see Durstenfeld (1964), Algorithm 235, Communications of the ACM 7(7)
   */
  shuffle<Indices extends number[] | Int32Array | Uint32Array>(indices: Indices): Indices {
    for (let last = indices.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const kept = indices[last]!;
      indices[last] = indices[other]!;
      indices[other] = kept;
    }
    return indices;
  }

  private word(): number {
    const index = this.position % 4;
    if (index === 0) {
      this.counter[0] = this.position / 4;
      philox4x32(this.counter, this.key, this.words);
    }
    this.position += 1;
    return this.words[index]!;
  }
}

/** @returns the stream of a run's seed, a name and, where numbers are drawn anew each time, a step */
export const randomStream = (seed: number, stream: string, step = 0): RandomStream =>
  new RandomStream({ seed, stream, step });
