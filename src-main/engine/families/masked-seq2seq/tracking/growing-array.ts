import { ARRAY_KINDS, type ArrayName, type TrackingArrays } from './tracking-data';

const TYPES = { f32: Float32Array, i32: Int32Array, u8: Uint8Array } as const;
const FIRST_CAPACITY = 1024;

/** A typed array that is filled from the front and doubles when it is full. */
class GrowingArray {
  private data: Float32Array | Int32Array | Uint8Array;
  length = 0;

  constructor(private readonly kind: keyof typeof TYPES) {
    this.data = new TYPES[kind](FIRST_CAPACITY);
  }

  /** @returns where the values start */
  extend(count: number): number {
    const start = this.length;
    this.length += count;
    if (this.length <= this.data.length) return start;
    const larger = new TYPES[this.kind](Math.max(this.length, 2 * this.data.length));
    larger.set(this.data);
    this.data = larger;
    return start;
  }

  push(...values: readonly number[]): void {
    const start = this.extend(values.length);
    for (let index = 0; index < values.length; index += 1) this.data[start + index] = values[index]!;
  }

  /** A view of some elements; lost when the array grows. */
  view(start: number, count: number): Float32Array | Int32Array | Uint8Array {
    return this.data.subarray(start, start + count);
  }

  finish(): Float32Array | Int32Array | Uint8Array {
    return this.data.slice(0, this.length);
  }
}

/** The arrays of a source while it is read. */
export type GrowingArrays = { readonly [K in ArrayName]: GrowingArray };

const mapArrays = <T>(make: (name: ArrayName) => T): Record<ArrayName, T> =>
  Object.fromEntries((Object.keys(ARRAY_KINDS) as ArrayName[]).map((name) => [name, make(name)])) as Record<
    ArrayName,
    T
  >;

export const growingArrays = (): GrowingArrays => mapArrays((name) => new GrowingArray(ARRAY_KINDS[name]));

/** @returns the arrays, cut to what was filled */
export const finishArrays = (arrays: GrowingArrays): TrackingArrays =>
  // Each array was made with the kind that its name has in ARRAY_KINDS.
  mapArrays((name) => arrays[name].finish()) as unknown as TrackingArrays;
