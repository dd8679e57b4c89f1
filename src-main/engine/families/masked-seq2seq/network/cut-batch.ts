import {
  rowsOfSamples,
  sampleRanges,
  sharesOf,
  sumOf,
  type BatchPart,
  type CutBatch,
  type PartMemory,
  type SampleRange,
} from '../../../backend/batch-parts';
import type { HostTensors } from '../../../backend/host-tensor';
import type { SequenceNormalization } from '../../../losses/sequence-squared-error';

/** Which input says what a part weighs: sums of it are what the loss was divided by. */
const WEIGHED_BY = {
  valid: 'mask',
  all: 'sample_mask',
  none: 'sample_mask',
} as const satisfies Record<SequenceNormalization, string>;

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
    const blocksOf = (name: string) => inputs[name]!.shape[0]! / batch;
    const ranges = sampleRanges(batch, count);
    const parts = ranges?.map((range) => partOf(inputs, range, blocksOf, memory));
    return parts ? weighed(parts, normalization) : null;
  };

/** Inputs of the joint network that have a block a frame; every other input has the rows of a play together. */
const BY_FRAME: ReadonlySet<string> = new Set(['target', 'mask']);

/** Cuts a batch of the joint network by its plays: players of one never see those of another. The loss is that of above. */
export const cutPlays =
  (normalization: SequenceNormalization): CutBatch =>
  (inputs, count, memory) => {
    const plays = inputs['players']!.shape[0]!;
    const frames = inputs['target']!.shape[0]! / inputs['sample_mask']!.shape[0]!;
    const blocksOf = (name: string) => (BY_FRAME.has(name) ? frames : 1);
    const ranges = sampleRanges(plays, count);
    const parts = ranges?.map((range) => partOf(inputs, range, blocksOf, memory));
    return parts ? weighed(parts, normalization) : null;
  };

function partOf(
  inputs: HostTensors,
  range: SampleRange,
  blocksOf: (name: string) => number,
  memory: PartMemory,
): HostTensors {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => {
      if (name === SHARED_INPUT) return [name, tensor];
      const newBuffer = (length: number) => memory.take(`${range.from} ${name}`, tensor.data, length);
      return [name, rowsOfSamples(tensor, range, blocksOf(name), newBuffer)];
    }),
  );
}

function weighed(parts: readonly HostTensors[], normalization: SequenceNormalization): readonly BatchPart[] {
  const weights = sharesOf(parts.map((part) => sumOf(part[WEIGHED_BY[normalization]]!)));
  return parts.map((inputs, index) => ({ inputs, weight: weights[index]! }));
}
