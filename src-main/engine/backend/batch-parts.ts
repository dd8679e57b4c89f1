import { elementCount, type HostData, type HostTensor, type HostTensors } from './host-tensor';

/** One part of a batch, a batch itself. */
export interface BatchPart {
  readonly inputs: HostTensors;
  /** Share of this part in the loss of the whole batch; those of all parts add up to 1. */
  readonly weight: number;
}

/**
 * Cuts a batch with its noise into parts of equal shapes, so that threads can compute them side by side:
 *
 *   loss(batch) = sum of weight * loss(part), and so for the gradients
 *
 * A model has one only where no sample of a batch acts on another and its loss has no other outputs; a mean over what a
 * batch holds is such a loss, weighted by what each part holds.
 *
 * @param count  parts that are wanted, 2 or more
 * @param memory for the tensors of the parts, which are read before the next batch is cut
 * @returns null for a batch that cannot be cut into that many; it is then computed as a whole
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
 * @param tensor [steps * batch, ...], time-major; one step: a row a sample
 * @param newBuffer memory for so many elements
 * @returns the rows of some samples, [steps * count, ...], copied
 */
export function rowsOfSamples(
  tensor: HostTensor,
  { batch, from, count }: SampleRange,
  newBuffer: (length: number) => HostData = (length) => newData(tensor.data, length),
): HostTensor {
  const [rows = 0, ...rest] = tensor.shape;
  const width = elementCount(rest);
  const steps = rows / batch;
  const data = newBuffer(steps * count * width);
  for (let step = 0; step < steps; step += 1) {
    const first = (step * batch + from) * width;
    data.set(tensor.data.subarray(first, first + count * width), step * count * width);
  }
  return { dtype: tensor.dtype, shape: [steps * count, ...rest], data };
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
