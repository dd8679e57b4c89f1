import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { runningMean, runningVariance } from './network-parameters';

/** Of PyTorch's batch and group norm. */
export const NORM_EPSILON = 1e-5;
const GROUPS = 8;

/** Mean and variance of each channel over batch and places. */
export interface ChannelStatistics {
  /** float32 [C] */
  readonly mean: Tensor1D;
  /** float32 [C], with n in the denominator. */
  readonly variance: Tensor1D;
}

/** @returns statistics of a map [B, H, W, C]; owned by the enclosing tidy */
export function channelStatistics(map: Tensor4D): ChannelStatistics {
  const mean = tf.mean<Tensor1D>(map, [0, 1, 2]);
  return { mean, variance: tf.mean<Tensor1D>(tf.square(tf.sub(map, mean)), [0, 1, 2]) };
}

/** @returns the statistics that batch norm keeps */
export const runningStatistics = (parameters: NamedTensors, layer: number): ChannelStatistics => ({
  mean: parameters[runningMean(layer)] as Tensor1D,
  variance: parameters[runningVariance(layer)] as Tensor1D,
});

/** @returns scale [C] and shift [C] that turn batch norm by these statistics into one multiplication and one addition */
export function normAsAffine(parameters: NamedTensors, layer: number, { mean, variance }: ChannelStatistics) {
  const of = (part: string) => parameters[`convolution.${layer}.norm.${part}`]!;
  const scale = tf.mul(of('scale'), tf.rsqrt(tf.add(variance, NORM_EPSILON)));
  return { scale, shift: tf.sub(of('offset'), tf.mul(mean, scale)) };
}

/**
 * Group norm over 8 groups of neighbouring channels, each position for itself.
 * @param map float32 [B, H, W, C]
 * @see Wu and He (2018), https://arxiv.org/abs/1803.08494
 */
export function groupNorm(parameters: NamedTensors, layer: number, map: Tensor4D): Tensor4D {
  const [batch, height, width, channels] = map.shape;
  const grouped = tf.reshape(map, [batch, height * width, GROUPS, channels / GROUPS]);
  const mean = tf.mean(grouped, [1, 3], true);
  const centred = tf.sub(grouped, mean);
  const variance = tf.mean(tf.square(centred), [1, 3], true);
  const normal = tf.reshape<tf.Rank.R4>(tf.mul(centred, tf.rsqrt(tf.add(variance, NORM_EPSILON))), map.shape);
  const of = (part: string) => parameters[`convolution.${layer}.norm.${part}`]!;
  return tf.add(tf.mul(normal, of('scale')), of('offset'));
}
