/** Streams of one game: each use has its own, so that one more draw of a bot moves nothing else. */
export const STREAM = { map: 1, spawn: 2, resolution: 3, city: 4, sampling: 5, bot: 16 } as const;

const scramble = (word: number): number => {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

/**
 * Mixes whole numbers into one of 32 bits, for seeds of seeds.
 * @see Appleby, MurmurHash3 (public domain), 32-bit finaliser
 */
export function mixSeeds(...parts: readonly number[]): number {
  let mixed = 0x9e3779b9;
  for (const part of parts) {
    mixed = scramble(mixed ^ part);
    // Seeds of runs may be larger than 32 bits.
    mixed = scramble((mixed + Math.floor(part / 2 ** 32) + 0x9e3779b9) >>> 0);
  }
  return mixed;
}

/**
 * Random numbers of one stream of a game: integer operations only, so that a game is the same on every machine. The
 * counter-based streams of `engine/random` cost several times as much a number, and their gain (no state to save) is
 * not needed here: a game is restored by playing its actions again.
 *
 * @see Doty-Humphrey, PractRand: small fast counting generator sfc32
 */
export class RandomNumbers {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;

  constructor(seed: number, stream: number) {
    this.seed(seed, stream);
  }

  /** Starts anew. */
  seed(seed: number, stream: number): void {
    this.a = mixSeeds(seed, stream) | 0;
    this.b = mixSeeds(seed, stream, 1) | 0;
    this.c = mixSeeds(seed, stream, 2) | 0;
    this.counter = 1;
    for (let round = 0; round < 12; round++) this.word();
  }

  /** @returns a whole number from 0 to 2^32 - 1 */
  word(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** @returns a number in [0, 1), a multiple of 2^-32 */
  uniform(): number {
    return this.word() / 2 ** 32;
  }

  /** @returns a whole number from 0 to count - 1; the bias is below count / 2^32 */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }
}
