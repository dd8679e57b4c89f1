import type { ForwardPass } from '../../backend/executor';
import type { HostTensors } from '../../backend/host-tensor';
import type { Model, TrainingBatch } from '../family';

/** What a model says about some tracks. */
export interface Forecast {
  /** Of each track in order: [frames, 2], turned, yards; made from the model's own steps. */
  readonly positions: readonly Float32Array[];
  /** Squared error and frames of one step from the true frame before; null for models without steps. */
  readonly oneStep: { readonly squares: number; readonly frames: number } | null;
  /** Training loss without noise: numerator and denominator over all tracks, divided once. */
  readonly loss: { readonly numerator: number; readonly denominator: number };
}

/** A variant of the family: its network and how tracks become its batches. */
export interface Forecaster {
  readonly model: Model;
  readonly stepsPerEpoch: number;
  /** Share of the padded output frames that training computes. */
  readonly computedShare: number;
  epoch(index: number): Iterable<TrainingBatch>;
  /** Any tracks, any number of frames. */
  forecast(tracks: readonly number[], forward: ForwardPass): Promise<Forecast>;
  sampleInputs(tracks: readonly number[], count: number): readonly HostTensors[];
}
