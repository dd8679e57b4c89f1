import type { MaskedSeq2SeqConfig, MaskedSeq2SeqPreprocessing } from '#contract/config/masked-seq2seq';
import type { ForwardPass } from '../../../backend/executor';
import type { HostTensors } from '../../../backend/host-tensor';
import { randomStream } from '../../../random/random-stream';
import { framesToForecast } from '../evaluation/prediction-rows';
import type { Forecast, Forecaster } from '../forecaster';
import { computedShare, planEpoch, type BatchPlan } from '../sequences/batch-order';
import { SequenceBatches } from '../sequences/sequence-batches';
import { featureWidth } from '../sequences/preprocessing';
import { pathLength, type TrackingData } from '../tracking/tracking-data';
import { createNetwork } from './network';
import { networkNoise } from './network-inputs';
import { networkShape, type NetworkShape } from './network-shape';

/** Samples of a forward pass, and the multiple that its frames are rounded up to: few shapes, so few compilations. */
const SAMPLES_PER_PASS = 128;
const FRAMES_OF_PASS = 10;

/** The recurrent variant (spec section 4): each player for himself. @param train tracks of the training part */
export function recurrentForecaster(
  config: MaskedSeq2SeqConfig,
  data: TrackingData,
  preprocessing: MaskedSeq2SeqPreprocessing,
  train: readonly number[],
  seed: number,
): Forecaster {
  const { training, sequences } = config;
  const { arrays } = data;
  const shape = networkShape(config, {
    features: featureWidth(sequences),
    targetDeviation: preprocessing.target.deviation,
    wayDeviation: preprocessing.wayDeviation,
  });
  const batches = new SequenceBatches(data, preprocessing, sequences);
  // Without a frame a masked sample has no gradient; it is left out and counted, so that no batch is empty.
  const samples = training.normalization === 'none' ? train : train.filter((track) => pathLength(arrays, track) > 0);
  const plan: BatchPlan = {
    batchSize: training.batch_size,
    maxOutputLen: sequences.max_output_len,
    bucketFrames: training.normalization === 'none' ? null : training.bucket_frames,
    lengthOf: (track) => pathLength(arrays, track),
  };
  const batchOf = (tracks: readonly number[], size: number, steps: number): HostTensors =>
    batches.inputs({ tracks, size, steps, isMirrored: () => false });

  function* epoch(index: number) {
    const mirrors = randomStream(seed, 'data.mirror', index);
    for (const { samples: tracks, steps } of planEpoch(samples, plan, seed, index)) {
      const mirrored = tracks.map(() => training.mirror && mirrors.uniform() < 0.5);
      const inputs = batches.inputs({
        tracks,
        size: plan.batchSize,
        steps,
        isMirrored: (sample) => mirrored[sample]!,
        ...(shape.mode === 'scheduled' && { teacherShare: Math.max(0, 1 - index / training.scheduled_epochs) }),
      });
      yield { inputs, noise: networkNoise(shape, plan.batchSize, steps), samples: tracks.length };
    }
  }

  async function forecast(tracks: readonly number[], forward: ForwardPass): Promise<Forecast> {
    const positions = new Map<number, Float32Array>();
    const sums = new LossSums(shape);
    for (const { chunk, steps } of passes(tracks, (track) => framesToForecast(arrays, track))) {
      const inputs = batchOf(chunk, SAMPLES_PER_PASS, steps);
      const outputs = await forward.run(inputs);
      chunk.forEach((track, index) => {
        const valueAt = (values: ArrayLike<number>) => (frame: number) => {
          const at = 2 * (frame * SAMPLES_PER_PASS + index);
          return [values[at]!, values[at + 1]!] as const;
        };
        const free = valueAt(outputs['free']!.data);
        const teacher = valueAt(outputs['teacher']!.data);
        positions.set(track, batches.positions(track, framesToForecast(arrays, track), free));
        sums.add(pathLength(arrays, track), valueAt(inputs['target']!.data), free, teacher, preprocessing);
      });
    }
    return {
      positions: tracks.map((track) => positions.get(track)!),
      oneStep: { squares: sums.oneStepSquares, frames: sums.frames },
      loss: sums.loss(),
    };
  }

  return {
    model: createNetwork(shape),
    stepsPerEpoch: Math.ceil(samples.length / training.batch_size),
    computedShare: computedShare(samples, plan),
    epoch,
    forecast,
    sampleInputs: (tracks, count) =>
      tracks.slice(0, count).map((track) => batchOf([track], 1, framesToForecast(arrays, track))),
  };
}

/** Tracks by length, cut into passes of one size. */
function* passes(
  tracks: readonly number[],
  framesOf: (track: number) => number,
): Iterable<{ chunk: readonly number[]; steps: number }> {
  const ordered = [...tracks].sort((a, b) => framesOf(a) - framesOf(b));
  for (let first = 0; first < ordered.length; first += SAMPLES_PER_PASS) {
    const chunk = ordered.slice(first, first + SAMPLES_PER_PASS);
    yield { chunk, steps: Math.ceil(framesOf(chunk.at(-1)!) / FRAMES_OF_PASS) * FRAMES_OF_PASS };
  }
}

type Pair = readonly [number, number];

/** The training loss without noise, and the one-step error, summed frame by frame. */
class LossSums {
  oneStepSquares = 0;
  /** Real frames. */
  frames = 0;
  private lossSquares = 0;
  private lossFrames = 0;

  constructor(private readonly shape: NetworkShape) {}

  /** One track. @param at values of a frame, decoder units */
  add(
    frames: number,
    target: (frame: number) => Pair,
    free: (frame: number) => Pair,
    teacher: (frame: number) => Pair,
    { target: { deviation } }: MaskedSeq2SeqPreprocessing,
  ): void {
    const { mode, isLossOnPositions, maxOutputLen, wayDeviation, normalization } = this.shape;
    const judged = mode === 'teacher' ? teacher : free;
    const way = [0, 0];
    for (let frame = 0; frame < frames; frame += 1) {
      const [truth, taught, own] = [target(frame), teacher(frame), judged(frame)];
      for (const axis of [0, 1] as const) {
        this.oneStepSquares += ((taught[axis] - truth[axis]) * deviation[axis]) ** 2;
        const error = own[axis] - truth[axis];
        way[axis]! += (error * deviation[axis]) / wayDeviation;
        if (frame < maxOutputLen) this.lossSquares += (isLossOnPositions ? way[axis]! : error) ** 2;
      }
    }
    this.frames += frames;
    this.lossFrames += normalization === 'valid' ? Math.min(frames, maxOutputLen) : maxOutputLen;
  }

  /** Padding that `none` learns is not judged: its numerator is that of the real frames. */
  loss(): Forecast['loss'] {
    return { numerator: this.lossSquares, denominator: 2 * this.lossFrames };
  }
}
