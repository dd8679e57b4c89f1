import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import type { ActorCriticConfig } from '#contract/config/actor-critic';
import type { UpdateInputs } from './network-inputs';
import type { PolicyAndValue } from './policy-and-value';

export type PpoConfig = ActorCriticConfig['ppo'];

/** The loss of an update and what is measured beside it. */
export interface PpoLoss {
  readonly loss: Scalar;
  /** float32 [B], of the action taken. */
  readonly logProbability: Tensor1D;
  /** float32 [B], over the allowed actions, nats. */
  readonly entropy: Tensor1D;
}

/**
 * The loss of proximal policy optimisation:
 *
 *   -mean(min(ratio * advantage, clip(ratio) * advantage)) + value_weight * mean((value - return)^2) - entropy_weight * mean(entropy)
 *
 * @returns tensors owned by the enclosing tidy
 * @see Schulman et al. (2017), https://arxiv.org/abs/1707.06347
 */
export function ppoLoss(
  { logProbabilities, value }: Pick<PolicyAndValue, 'logProbabilities' | 'value'>,
  inputs: UpdateInputs,
  ppo: PpoConfig,
): PpoLoss {
  const logProbability = tf.sum<Tensor1D>(tf.mul(logProbabilities, inputs.action), 1);
  const ratio = tf.exp(tf.sub(logProbability, inputs.old_log_probability));
  const clipped = tf.clipByValue(ratio, 1 - ppo.clip_range, 1 + ppo.clip_range);
  const gain = tf.minimum(tf.mul(ratio, inputs.advantage), tf.mul(clipped, inputs.advantage));
  const valueError = tf.mean(tf.square(tf.sub(value, inputs.returns)));
  // Masked actions: probability 0 times a large finite number; the mask makes it 0 for certain.
  const surprise = tf.mul(tf.exp(logProbabilities), tf.mul(logProbabilities, inputs.action_mask));
  const entropy = tf.neg(tf.sum<Tensor1D>(surprise, 1));
  const loss = tf.sub<Scalar>(
    tf.sub(tf.mul(valueError, ppo.value_weight), tf.mean(gain)),
    tf.mul(tf.mean(entropy), ppo.entropy_weight),
  );
  return { loss, logProbability, entropy };
}
