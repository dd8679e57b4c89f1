import type { MaskedSeq2SeqPreprocessing } from '#contract/config/masked-seq2seq';
import { lastPosition, type TrackingArrays } from '../tracking/tracking-data';
import { releaseVelocity, ridgeForecast, SECONDS_PER_FRAME } from './ridge';

/** @returns positions [frames, 2], turned, yards */
type BaselineForecast = (
  arrays: TrackingArrays,
  ridge: MaskedSeq2SeqPreprocessing['ridge'],
  track: number,
  frames: number,
) => Float32Array;

const alongVelocity = (arrays: TrackingArrays, track: number, frames: number, share: number): Float32Array => {
  const [x, y] = lastPosition(arrays, track);
  const [vx, vy] = releaseVelocity(arrays, track);
  return Float32Array.from({ length: frames * 2 }, (_, index) => {
    const seconds = (Math.floor(index / 2) + 1) * SECONDS_PER_FRAME * share;
    return index % 2 === 0 ? x + vx * seconds : y + vy * seconds;
  });
};

/** Forecasts that need no network; every model is shown beside them. */
export const BASELINES = {
  constant_velocity: (arrays, _, track, frames) => alongVelocity(arrays, track, frames, 1),
  ridge: (arrays, ridge, track, frames) =>
    ridgeForecast(arrays, ridge, track, frames) ?? alongVelocity(arrays, track, frames, 1),
  stay: (arrays, _, track, frames) => alongVelocity(arrays, track, frames, 0),
} as const satisfies Record<string, BaselineForecast>;
export type BaselineId = keyof typeof BASELINES;
export const BASELINE_IDS = Object.keys(BASELINES) as BaselineId[];

/** The baseline that a model has to beat. */
export const REFERENCE_BASELINE: BaselineId = 'constant_velocity';
