import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import type { NoiseSpec } from '../../family';
import type { NetworkShape } from './network-shape';

/** What the network reads; B lists of K teams of P players with S statistics. */
export interface NetworkInputs {
  /** int32 [B, K, P], rows of the embedding table. */
  readonly embedding_indices: Tensor3D;
  /** float32 [B, K, P, S], standardised; padding 0. */
  readonly player_stats: Tensor4D;
  /** float32 [B, K, P], share of the roster's largest minutes; padding 0. */
  readonly minutes: Tensor3D;
  /** float32 [B, K, P], 1 = player, 0 = padding: the inverse of the key padding mask of the brief. */
  readonly player_mask: Tensor3D;
  /** float32 [B, K], 1 = team, 0 = padding; padding comes last. */
  readonly team_mask: Tensor2D;
  /** float32 [B, K], ranks of the target within the list, ties averaged; read by the surrogate losses. */
  readonly target_ranks: Tensor2D;
  /** float32 [B, K], standardised season win rate; read by the residual. */
  readonly win_rate: Tensor2D;
}
export type NetworkInputName = keyof NetworkInputs;

/** @returns the inputs that a network of this shape reads: others would only be carried along */
export const inputNames = (shape: NetworkShape): readonly NetworkInputName[] => [
  'embedding_indices',
  'player_stats',
  'player_mask',
  'team_mask',
  ...(shape.poolingMinutesShare > 0 ? (['minutes'] as const) : []),
  ...(shape.loss === 'listmle' ? [] : (['target_ranks'] as const)),
  ...(shape.hasWinRateResidual ? (['win_rate'] as const) : []),
];

/** Names the tensors of a batch for the compiler; executors hand them over by name only. */
export const asNetworkInputs = (inputs: NamedTensors): NetworkInputs => inputs as unknown as NetworkInputs;

export const encoderNoise = (layer: number): string => `dropout.encoder.${layer}`;
export const ATTENTION_NOISE = 'dropout.attention';

/** @returns the noise of a training step of `lists` lists; none without dropout */
export function networkNoise(shape: NetworkShape, lists: number, teams: number, players: number): readonly NoiseSpec[] {
  if (shape.dropout === 0) return [];
  const bernoulli = { kind: 'bernoulli', keep: 1 - shape.dropout } as const;
  return [
    ...shape.encoderWidths.map((width, layer) => ({
      ...bernoulli,
      name: encoderNoise(layer),
      shape: [lists * teams * players, width],
    })),
    { ...bernoulli, name: ATTENTION_NOISE, shape: [lists * teams, shape.heads, 1, players] },
  ];
}
