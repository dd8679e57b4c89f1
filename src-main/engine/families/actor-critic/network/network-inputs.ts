import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import type { NoiseSpec } from '../../family';
import { networkWidths, type NetworkShape } from './network-shape';

/** What a policy sees; B positions. */
export interface ObservationInputs {
  /** float32 [B, 128, 128, 5 x frames], oldest frame first, each within [0, 1]. */
  readonly map: Tensor4D;
  /** float32 [B, 16 x frames]. */
  readonly globals: Tensor2D;
  /** float32 [B, 90], 1 = valid. At least one is. */
  readonly action_mask: Tensor2D;
}

/** What an update knows beside it. */
export interface UpdateInputs extends ObservationInputs {
  /** float32 [B, 90], 1 at the action taken. */
  readonly action: Tensor2D;
  /** float32 [B], log probability of the action when it was taken. */
  readonly old_log_probability: Tensor1D;
  /** float32 [B], normalised within the minibatch where configured. */
  readonly advantage: Tensor1D;
  /** float32 [B], targets of the value. */
  readonly returns: Tensor1D;
}

/** Names the tensors of a batch for the compiler; executors hand them over by name only. */
export const asObservations = (inputs: NamedTensors): ObservationInputs => inputs as unknown as ObservationInputs;
export const asUpdate = (inputs: NamedTensors): UpdateInputs => inputs as unknown as UpdateInputs;

export const FUSION_NOISE = 'dropout.fusion';

/** @returns the noise of an update of `positions` positions; none without dropout */
export const networkNoise = (shape: NetworkShape, positions: number): readonly NoiseSpec[] =>
  shape.dropout_in_update === 0
    ? []
    : [
        {
          name: FUSION_NOISE,
          shape: [positions, networkWidths(shape).fused],
          kind: 'bernoulli',
          keep: 1 - shape.dropout_in_update,
        },
      ];
