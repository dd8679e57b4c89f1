import type { MaskedSeq2SeqConfig, MaskedSeq2SeqPreprocessing } from '#contract/config/masked-seq2seq';
import { float32, type HostTensors } from '../../../backend/host-tensor';
import { lastPosition, pathLength, type TrackingData } from '../tracking/tracking-data';
import { FIELD_WIDTH } from '../tracking/turn';
import { writeEncoderInput } from './create-sequences';
import { TrackEncoder } from './encode-track';

/** What one batch is made of. */
export interface SequenceBatch {
  readonly tracks: readonly number[];
  /** Samples of the batch; places behind the given tracks are masked, so that every batch has the same shape. */
  readonly size: number;
  /** Output frames; a longer path is cut. */
  readonly steps: number;
  readonly isMirrored: (index: number) => boolean;
  /** Probability of the true step in the mode `scheduled`; absent in the others. */
  readonly teacherShare?: number;
}

/** Makes the inputs of the recurrent network from tracks. */
export class SequenceBatches {
  private readonly encoder: TrackEncoder;

  constructor(
    private readonly data: TrackingData,
    private readonly preprocessing: MaskedSeq2SeqPreprocessing,
    private readonly sequences: MaskedSeq2SeqConfig['sequences'],
  ) {
    this.encoder = new TrackEncoder(data, preprocessing);
  }

  inputs({ tracks, size, steps, isMirrored, teacherShare }: SequenceBatch): HostTensors {
    const { max_input_len: inputSteps } = this.sequences;
    const { width } = this.encoder;
    const encoder = new Float32Array(inputSteps * size * width);
    const target = new Float32Array(steps * size * 2);
    const mask = new Float32Array(steps * size);
    const sampleMask = new Float32Array(size);
    tracks.forEach((track, index) => {
      sampleMask[index] = 1;
      const sample = new Float32Array(inputSteps * width);
      writeEncoderInput(this.encoder.encode(track, isMirrored(index)), width, sample);
      for (let step = 0; step < inputSteps; step += 1)
        encoder.set(sample.subarray(step * width, (step + 1) * width), (step * size + index) * width);
      this.writeTarget(track, isMirrored(index), index, size, target, mask);
    });
    return {
      encoder: float32(encoder, [inputSteps * size, width]),
      target: float32(target, [steps * size, 2]),
      mask: float32(mask, [steps * size, 1]),
      sample_mask: float32(sampleMask, [size, 1]),
      ...(teacherShare === undefined ? {} : { teacher_share: float32(Float32Array.of(teacherShare), [1]) }),
    };
  }

  /** Outputs of the network for one track as positions. @param at the output of a frame, decoder units */
  positions(track: number, frames: number, at: (frame: number) => readonly [number, number]): Float32Array {
    const positions = new Float32Array(frames * 2);
    const before = [...lastPosition(this.data.arrays, track)];
    for (let frame = 0; frame < frames; frame += 1) {
      const output = this.toYards(at(frame));
      for (const axis of [0, 1] as const) {
        if (this.sequences.target === 'displacement') before[axis]! += output[axis];
        else before[axis] = output[axis];
        positions[2 * frame + axis] = before[axis]!;
      }
    }
    return positions;
  }

  /** Decoder units to yards: a step, or a place. */
  toYards([x, y]: readonly [number, number]): [number, number] {
    const { mean, deviation } = this.preprocessing.target;
    return [mean[0] + deviation[0] * x, mean[1] + deviation[1] * y];
  }

  /** Time-major rows of one sample; frames behind its path stay zero. */
  private writeTarget(
    track: number,
    isMirrored: boolean,
    index: number,
    size: number,
    target: Float32Array,
    mask: Float32Array,
  ): void {
    const { arrays } = this.data;
    const { mean, deviation } = this.preprocessing.target;
    const frames = Math.min(pathLength(arrays, track), mask.length / size);
    const before = [...lastPosition(arrays, track)];
    for (let frame = 0; frame < frames; frame += 1) {
      const row = frame * size + index;
      const at = 2 * (arrays.pathOffsets[track]! + frame);
      for (const axis of [0, 1] as const) {
        const place = arrays.path[at + axis]!;
        const isFlipped = isMirrored && axis === 1;
        const raw =
          this.sequences.target === 'displacement'
            ? (isFlipped ? -1 : 1) * (place - before[axis]!)
            : isFlipped
              ? FIELD_WIDTH - place
              : place;
        target[2 * row + axis] = (raw - mean[axis]) / deviation[axis];
        before[axis] = place;
      }
      mask[row] = 1;
    }
  }
}
