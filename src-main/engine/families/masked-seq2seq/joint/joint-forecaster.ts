import type { MaskedSeq2SeqConfig, MaskedSeq2SeqPreprocessing } from '#contract/config/masked-seq2seq';
import type { ForwardPass } from '../../../backend/executor';
import { randomStream, type RandomStream } from '../../../random/random-stream';
import { framesToForecast } from '../evaluation/prediction-rows';
import type { Forecast, Forecaster } from '../forecaster';
import { lastPosition, pathLength, type TrackingData } from '../tracking/tracking-data';
import { jointInputs, playsOf, type JointLayout, type JointPlay } from './joint-batches';
import { jointWidth } from './joint-features';
import { createJointNetwork, jointNoise, type JointShape } from './joint-network';
import { AT_RELEASE, type PlayView } from './play-view';

const PLAYS_PER_PASS = 32;
const FRAMES_OF_PASS = 10;
/** Slots of a play are a multiple of this, so that sources with a player more share a compiled step. */
const SLOTS_STEP = 4;
/** Usual number of players of a play, for descriptions without data. */
export const USUAL_SLOTS = 16;
/** Frames that a shifted view leaves to forecast, at least. */
const FEWEST_FRAMES = 3;

/** @returns the network of a configuration; what the data decides of it is no parameter */
export function jointShape({ sequences, model, training }: MaskedSeq2SeqConfig, wayDeviation: number): JointShape {
  return {
    features: jointWidth(sequences),
    width: model.joint.width,
    heads: model.joint.heads,
    blocks: model.joint.blocks,
    controlPoints: model.joint.control_points,
    dropout: model.dropout_rate,
    normalization: training.normalization,
    maxOutputLen: sequences.max_output_len,
    wayDeviation,
  };
}

/** The joint variant: all players of a play together. A sample is a play. @param train tracks of the training part */
export function jointForecaster(
  config: MaskedSeq2SeqConfig,
  data: TrackingData,
  preprocessing: MaskedSeq2SeqPreprocessing,
  train: readonly number[],
  seed: number,
): Forecaster {
  const { training, sequences, model } = config;
  const { arrays } = data;
  const shape = jointShape(config, preprocessing.wayDeviation);
  const layout: JointLayout = {
    positions: sequences.positions,
    features: shape.features,
    controlPoints: shape.controlPoints,
  };
  const slots = slotsOf(data);
  const scoredInTraining = new Set(train);
  const trainPlays = playsOf(data, train);

  function* epoch(index: number) {
    const random = randomStream(seed, 'data.order', index);
    const views = randomStream(seed, 'data.view', index);
    const order = random.shuffle(trainPlays.map((_, place) => place)).map((place) => trainPlays[place]!);
    for (let first = 0; first < order.length; first += training.batch_size) {
      const plays = order.slice(first, first + training.batch_size);
      const drawn = plays.map(({ play }) =>
        drawView(views, arrays.playFlight[play]!, training.mirror, model.joint.release_shift),
      );
      const inputs = jointInputs(data, layout, {
        plays,
        viewOf: (play) => drawn[play]!,
        scored: scoredInTraining,
        size: training.batch_size,
        slots,
        steps: sequences.max_output_len,
      });
      yield { inputs, noise: jointNoise(shape, training.batch_size, slots), samples: plays.length };
    }
  }

  const viewInputs = (
    plays: readonly JointPlay[],
    view: PlayView,
    scored: ReadonlySet<number>,
    size: number,
    steps: number,
  ) => jointInputs(data, layout, { plays, viewOf: () => view, scored, size, slots, steps });

  async function forecast(tracks: readonly number[], forward: ForwardPass): Promise<Forecast> {
    const scored = new Set(tracks);
    const positions = new Map<number, Float32Array>();
    // A model that was trained on both sides of the field is asked on both, and the mean taken.
    const views = training.mirror ? [AT_RELEASE, { ...AT_RELEASE, isMirrored: true }] : [AT_RELEASE];
    for (const { chunk, steps } of passes(playsOf(data, tracks), (play) => arrays.playFlight[play.play]!)) {
      for (const view of views) {
        const outputs = await forward.run(viewInputs(chunk, view, scored, PLAYS_PER_PASS, steps));
        const ways = outputs['ways']!.data;
        chunk.forEach((play, index) =>
          play.tracks.forEach((track, slot) => {
            if (!scored.has(track)) return;
            const frames = framesToForecast(arrays, track);
            const start = lastPosition(arrays, track);
            const path = positions.get(track) ?? new Float32Array(frames * 2);
            positions.set(track, path);
            for (let frame = 0; frame < frames; frame += 1) {
              const at = 2 * ((Math.min(frame, steps - 1) * PLAYS_PER_PASS + index) * slots + slot);
              path[2 * frame]! += (start[0] + ways[at]!) / views.length;
              path[2 * frame + 1]! += (start[1] + (view.isMirrored ? -1 : 1) * ways[at + 1]!) / views.length;
            }
          }),
        );
      }
    }
    const ordered = tracks.map((track) => positions.get(track)!);
    return { positions: ordered, oneStep: null, loss: lossOf(data, shape, tracks, ordered) };
  }

  return {
    model: createJointNetwork(shape, slots),
    stepsPerEpoch: Math.ceil(trainPlays.length / training.batch_size),
    computedShare: 1,
    epoch,
    forecast,
    sampleInputs: (tracks, count) =>
      playsOf(data, tracks)
        .slice(0, count)
        .map((play) =>
          viewInputs(
            [play],
            AT_RELEASE,
            new Set(tracks),
            1,
            Math.ceil(arrays.playFlight[play.play]! / FRAMES_OF_PASS) * FRAMES_OF_PASS,
          ),
        ),
  };
}

/** @returns player slots that every play of the source fits into */
function slotsOf({ arrays }: TrackingData): number {
  const counts = new Int32Array(arrays.playGame.length);
  for (const play of arrays.trackPlay) counts[play]! += 1;
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  return Math.ceil(most / SLOTS_STEP) * SLOTS_STEP;
}

function drawView(random: RandomStream, flight: number, mirrors: boolean, reach: number): PlayView {
  const isMirrored = mirrors && random.uniform() < 0.5;
  const drawn = reach === 0 ? 0 : random.integer(2 * reach + 1) - reach;
  return { isMirrored, shift: Math.min(drawn, Math.max(0, flight - FEWEST_FRAMES)) };
}

/** Plays by flight, cut into passes of one size. */
function* passes(
  plays: readonly JointPlay[],
  framesOf: (play: JointPlay) => number,
): Iterable<{ chunk: readonly JointPlay[]; steps: number }> {
  const ordered = [...plays].sort((a, b) => framesOf(a) - framesOf(b));
  for (let first = 0; first < ordered.length; first += PLAYS_PER_PASS) {
    const chunk = ordered.slice(first, first + PLAYS_PER_PASS);
    yield { chunk, steps: Math.ceil(framesOf(chunk.at(-1)!) / FRAMES_OF_PASS) * FRAMES_OF_PASS };
  }
}

/** The training loss of forecasts: squared error of the ways over the frames that training has. */
function lossOf(
  { arrays }: TrackingData,
  { wayDeviation, maxOutputLen, normalization }: JointShape,
  tracks: readonly number[],
  positions: readonly Float32Array[],
): Forecast['loss'] {
  let [numerator, frames] = [0, 0];
  tracks.forEach((track, index) => {
    const known = Math.min(pathLength(arrays, track), maxOutputLen);
    const first = 2 * arrays.pathOffsets[track]!;
    for (let value = 0; value < 2 * known; value += 1)
      numerator += ((positions[index]![value]! - arrays.path[first + value]!) / wayDeviation) ** 2;
    frames += normalization === 'valid' ? known : maxOutputLen;
  });
  return { numerator, denominator: 2 * frames };
}
