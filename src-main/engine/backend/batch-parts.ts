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
 * @param count parts that are wanted, 2 or more
 * @returns null for a batch that cannot be cut into that many; it is then computed as a whole
 */
export type CutBatch = (inputs: HostTensors, count: number) => readonly BatchPart[] | null;

/** Where the samples of a part lie among those of its batch. */
export interface SampleRange {
  /** Samples of the whole batch. */
  readonly batch: number;
  readonly from: number;
  readonly count: number;
}

/**
 * @param tensor [steps * batch, ...], time-major; one step: a row a sample
 * @returns the rows of some samples, [steps * count, ...], copied
 */
export function rowsOfSamples(tensor: HostTensor, { batch, from, count }: SampleRange): HostTensor {
  const [rows = 0, ...rest] = tensor.shape;
  const width = elementCount(rest);
  const steps = rows / batch;
  const data = newData(tensor.data, steps * count * width);
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
