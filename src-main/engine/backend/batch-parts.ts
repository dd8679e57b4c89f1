import { elementCount, type HostData, type HostTensor, type HostTensors } from './host-tensor';

/** One part of a batch, a batch itself. */
export interface BatchPart {
  readonly inputs: HostTensors;
  /**
   * Share of this part in the loss of the whole batch; those of all parts add up to 1. A part of 0, all padding, is not
   * computed and has no rows in the outputs.
   */
  readonly weight: number;
}

/**
 * Cuts a batch with its noise into parts of equal shapes, so that threads can compute them side by side:
 *
 *   loss(batch) = sum of weight * loss(part), and so for the gradients
 *
 * A model has one only where no sample of a batch acts on another: a mean over what a batch holds is such a loss, weighted
 * by what each part holds. Other outputs of the loss have a row a sample, and parts follow one another in the batch.
 *
 * @param count  parts that are computed side by side
 * @param memory for the tensors of the parts, which are read before the next batch is cut
 * @returns so many parts, or a multiple of it: they are then computed in turns, which takes less memory. Null for a batch that
 *   cannot be cut, or need not be; it is then computed as a whole
 */
export type CutBatch = (inputs: HostTensors, count: number, memory: PartMemory) => readonly BatchPart[] | null;

/** Buffers for parts, kept from batch to batch: megabytes a step would keep the garbage collector busy on the other core. */
export class PartMemory {
  private readonly buffers = new Map<string, HostData>();

  /** @returns a buffer of the type of another; what was put into it under the same name and length is overwritten */
  take(name: string, like: HostData, length: number): HostData {
    const key = `${name} ${length}`;
    const kept = this.buffers.get(key) ?? newData(like, length);
    this.buffers.set(key, kept);
    return kept;
  }
}

/** Where the samples of a part lie among those of its batch. */
export interface SampleRange {
  /** Samples of the whole batch. */
  readonly batch: number;
  readonly from: number;
  readonly count: number;
}

/**
 * @param tensor [blocks * rows, ...]: in each block the rows of the samples follow one another, as many of each; time-major
 *   sequences have a block a step
 * @param newBuffer memory for so many elements
 * @returns the rows of some samples, [blocks * rows of them, ...]: a view of a single block, else copied
 */
export function rowsOfSamples(
  tensor: HostTensor,
  { batch, from, count }: SampleRange,
  blocks = 1,
  newBuffer: (length: number) => HostData = (length) => newData(tensor.data, length),
): HostTensor {
  const { dtype } = tensor;
  const [rows = 0, ...rest] = tensor.shape;
  const width = (elementCount(rest) * rows) / blocks / batch;
  const shape = [(rows / batch) * count, ...rest];
  const ofBlock = (block: number): HostData => {
    const first = (block * batch + from) * width;
    return tensor.data.subarray(first, first + count * width);
  };
  if (blocks === 1) return { dtype, shape, data: ofBlock(0) };
  const data = newBuffer(blocks * count * width);
  for (let block = 0; block < blocks; block += 1) data.set(ofBlock(block), block * count * width);
  return { dtype, shape, data };
}

/** @returns the range of each part; null for a single one, and when the samples cannot be divided evenly */
export function sampleRanges(batch: number, count: number): readonly SampleRange[] | null {
  if (count === 1 || batch % count !== 0) return null;
  const size = batch / count;
  return Array.from({ length: count }, (_, part) => ({ batch, from: part * size, count: size }));
}

/** @returns tensors of parts, in their order, one behind the other; of each first dimension are rows */
export function joinRows(parts: readonly HostTensors[]): HostTensors {
  const [first = {}] = parts;
  return Object.fromEntries(
    Object.entries(first).map(([name, { dtype, shape, data: like }]) => {
      const own = parts.map((part) => part[name]!);
      const rows = own.reduce((sum, part) => sum + part.shape[0]!, 0);
      const data = newData(
        like,
        own.reduce((sum, part) => sum + part.data.length, 0),
      );
      let next = 0;
      for (const part of own) {
        data.set(part.data, next);
        next += part.data.length;
      }
      return [name, { dtype, shape: [rows, ...shape.slice(1)], data }];
    }),
  );
}

function newData(like: HostData, length: number): HostData {
  if (like instanceof Float32Array) return new Float32Array(length);
  return like instanceof Int32Array ? new Int32Array(length) : new Uint8Array(length);
}

/** @returns shares in proportion to what the parts hold; equal ones where they hold nothing */
export function sharesOf(amounts: readonly number[]): readonly number[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  return amounts.map((amount) => (total === 0 ? 1 / amounts.length : amount / total));
}

/** @returns sum of all elements */
export function sumOf({ data }: HostTensor): number {
  let sum = 0;
  for (const value of data) sum += value;
  return sum;
}
