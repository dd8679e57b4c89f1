import { philox4x32 } from './philox';

/** Which random numbers are meant: the same address always gives the same numbers, in any order of use. */
export interface StreamAddress {
  /** Seed of the run: an integer from 0 to 2^53 - 1. */
  readonly seed: number;
  /** What the numbers are for, for example `dropout.encoder.0`; names are independent of each other. */
  readonly stream: string;
  /** Update, epoch or trial that the numbers belong to; 0 for things drawn once. From 0 to 2^53 - 1. */
  readonly step?: number;
}

/** The Philox key and the fixed part of the counter of an address. */
export interface StreamKey {
  readonly key: Uint32Array;
  /** Words 1 and 2 of the counter; word 0 counts blocks, word 3 is 0. */
  readonly stepLow: number;
  readonly stepHigh: number;
}

const WORD = 2 ** 32;
/** UTF-16 units that fit into one counter beside nothing else. */
const UNITS_PER_BLOCK = 8;

function assertCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`The ${name} must be a whole number from 0, not ${value}.`);
}

/**
 * Absorbs a name into a key, eight UTF-16 units a Philox block, so that every pair of seed and name has a key of its own
 * (chance of two equal keys among n pairs: about n^2 / 2^65). The length goes in first: no name is a prefix of another.
 */
function absorb(seed: number, name: string): Uint32Array {
  const key = new Uint32Array([seed % WORD, Math.floor(seed / WORD)]);
  const block = new Uint32Array([name.length, 0, 0, 1]);
  philox4x32(block, key, block);
  for (let start = 0; start < name.length; start += UNITS_PER_BLOCK) {
    key.set(block.subarray(0, 2));
    for (let word = 0; word < 4; word++) {
      const unit = (offset: number): number => name.charCodeAt(start + 2 * word + offset) || 0;
      block[word] = (unit(0) << 16) | unit(1);
    }
    philox4x32(block, key, block);
  }
  return block.slice(0, 2);
}

/**
 * @returns where the numbers of an address lie in the Philox space; takes about two microseconds
 * @throws RangeError when seed or step is negative, not whole or above 2^53 - 1
 */
export function streamKey({ seed, stream, step = 0 }: StreamAddress): StreamKey {
  assertCount('seed', seed);
  assertCount('step', step);
  return { key: absorb(seed, stream), stepLow: step % WORD, stepHigh: Math.floor(step / WORD) };
}
