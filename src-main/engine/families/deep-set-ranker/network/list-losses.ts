import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { listMaximumLikelihood } from '../../../losses/list-maximum-likelihood';
import { rankSquaredError } from '../../../losses/rank-squared-error';
import { spearmanSurrogate } from '../../../losses/spearman-surrogate';
import type { NetworkInputs } from './network-inputs';
import type { NetworkShape } from './network-shape';

type ListLoss = (scores: Tensor2D, inputs: NetworkInputs) => Tensor1D;

/** `training.loss_type` to the loss of each list; float32 [B, K] to float32 [B]. */
export const LIST_LOSSES = {
  listmle: (scores, { team_mask }) => listMaximumLikelihood(scores, team_mask),
  spearman_surrogate: (scores, { target_ranks, team_mask }) => spearmanSurrogate(scores, target_ranks, team_mask),
  rank_rmse_surrogate: (scores, { target_ranks, team_mask }) => rankSquaredError(scores, target_ranks, team_mask),
} as const satisfies Record<NetworkShape['loss'], ListLoss>;
