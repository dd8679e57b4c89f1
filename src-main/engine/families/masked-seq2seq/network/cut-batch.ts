import {
  rowsOfSamples,
  sharesOf,
  type CutBatch,
  type PartMemory,
  type SampleRange,
} from '../../../backend/batch-parts';
import type { HostTensor, HostTensors } from '../../../backend/host-tensor';
import type { SequenceNormalization } from '../../../losses/sequence-squared-error';

/** One number for the whole batch; every other input has rows of samples. */
const SHARED_INPUT = 'teacher_share';

/**
 * Cuts a batch of the recurrent network by its samples. Each is forecast for himself, and the loss is a sum over frames
 * divided once: by the real frames (`valid`) or by those of the real samples (`all`, `none`), so a part weighs as many.
 */
export const cutSamples =
  (normalization: SequenceNormalization): CutBatch =>
  (inputs, count, memory) => {
    const batch = inputs['sample_mask']!.shape[0]!;
    if (batch % count !== 0) return null;
    const size = batch / count;
    const parts = Array.from({ length: count }, (_, part) =>
      partOf(inputs, { batch, from: part * size, count: size }, memory),
    );
    const weighing = normalization === 'valid' ? 'mask' : 'sample_mask';
    const weights = sharesOf(parts.map((part) => sumOf(part[weighing]!)));
    return parts.map((part, index) => ({ inputs: part, weight: weights[index]! }));
  };

function partOf(inputs: HostTensors, range: SampleRange, memory: PartMemory): HostTensors {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => [
      name,
      name === SHARED_INPUT
        ? tensor
        : rowsOfSamples(tensor, range, (length) => memory.take(`${range.from} ${name}`, tensor.data, length)),
    ]),
  );
}

function sumOf({ data }: HostTensor): number {
  let sum = 0;
  for (const value of data) sum += value;
  return sum;
}
