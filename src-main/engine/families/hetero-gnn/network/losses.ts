import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { classWeights as balancedWeights } from '../evaluation/class-weights';
import { CLASS_COUNT } from '../matches/ball-class';
import type { LossShape } from './network-shape';

/** Rounding may put a certain sample at 0, where the power has no gradient. */
const SMALLEST_MISSING = 1e-7;

type SampleLoss = (logProbabilities: Tensor, labels: Tensor, loss: LossShape) => Tensor1D;

const crossEntropy = (logProbabilities: Tensor, labels: Tensor): Tensor1D =>
  tf.neg(tf.sum<Tensor1D>(tf.mul(logProbabilities, labels), 1));

/** `loss.kind` to the loss of each sample before its weight; float32 [S, 7] twice to float32 [S]. */
export const SAMPLE_LOSSES = {
  /** (1 - p)^gamma times cross entropy (Lin et al. 2017, https://arxiv.org/abs/1708.02002, equation 4). */
  focal(logProbabilities, labels, { gamma }) {
    const entropy = crossEntropy(logProbabilities, labels);
    if (gamma === 0) return entropy;
    const missing = tf.sub(1, tf.exp(tf.neg(entropy)));
    return tf.mul(tf.pow(tf.maximum(missing, SMALLEST_MISSING), gamma), entropy);
  },
  weighted: crossEntropy,
  plain: crossEntropy,
  /** 1 - s on the class, s / 6 on each other (Szegedy et al. 2016, https://arxiv.org/abs/1512.00567, section 7). */
  label_smoothed(logProbabilities, labels, { smoothing }) {
    const others = smoothing / (CLASS_COUNT - 1);
    const targets = tf.add(tf.mul(labels, 1 - smoothing - others), others);
    return tf.neg(tf.sum<Tensor1D>(tf.mul(logProbabilities, targets), 1));
  },
} as const satisfies Record<LossShape['kind'], SampleLoss>;

/**
 * Weights of the classes in the loss: balanced and capped as configured, 1 where the loss takes none.
 * @param counts training samples by class
 */
export function classWeights(
  { kind, class_weights, class_weight_cap }: LossShape,
  counts: readonly number[],
): readonly number[] {
  const isWeighted = (kind === 'focal' || kind === 'weighted') && class_weights === 'balanced';
  return isWeighted ? balancedWeights(counts, class_weight_cap) : counts.map(() => 1);
}

/**
 * Loss of a constant uniform answer, weighted by the class: what the first batch should give within a few per cent.
 * @param counts  samples by class
 * @param weights of {@link classWeights}
 */
export function uniformLoss(loss: LossShape, counts: readonly number[], weights: readonly number[]): number {
  const entropy = Math.log(CLASS_COUNT);
  const perSample = loss.kind === 'focal' ? (1 - 1 / CLASS_COUNT) ** loss.gamma * entropy : entropy;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weight = counts.reduce((sum, count, index) => sum + count * weights[index]!, 0);
  return total === 0 ? perSample : (perSample * weight) / total;
}
