import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import type { NoiseSpec } from '../../family';
import type { NetworkShape } from './network-shape';

/** What the recurrent network reads: B samples, I input and O output frames, time-major. */
export interface NetworkInputs {
  /** float32 [I * B, F], standardised, padded in front with zeros. */
  readonly encoder: Tensor2D;
  /** float32 [O * B, 2], in the decoder's units; behind the last real frame anything. */
  readonly target: Tensor2D;
  /** float32 [O * B, 1], 1 = real frame. */
  readonly mask: Tensor2D;
  /** float32 [B, 1], 1 = real sample. */
  readonly sample_mask: Tensor2D;
  /** float32 [1], probability of feeding the true step; read in the mode `scheduled` only. */
  readonly teacher_share: Tensor1D;
}

/** Names the tensors of a batch for the compiler; executors hand them over by name only. */
export const asNetworkInputs = (inputs: NamedTensors): NetworkInputs => inputs as unknown as NetworkInputs;

export const DROPOUT_NOISE = 'dropout.decoder';
export const SCHEDULE_NOISE = 'scheduled.draw';

/** @returns the noise of a training step of `samples` samples and `steps` output frames */
export function networkNoise({ dropout, width, mode }: NetworkShape, samples: number, steps: number): NoiseSpec[] {
  const rows = steps * samples;
  return [
    ...(dropout > 0
      ? [{ name: DROPOUT_NOISE, shape: [rows, width], kind: 'bernoulli' as const, keep: 1 - dropout }]
      : []),
    ...(mode === 'scheduled' ? [{ name: SCHEDULE_NOISE, shape: [rows, 1], kind: 'uniform' as const }] : []),
  ];
}
