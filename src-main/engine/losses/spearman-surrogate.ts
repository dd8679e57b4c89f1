import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { softRanks } from './soft-ranks';

/** Keeps the root differentiable when a list's soft ranks are all equal. */
const SMALLEST_VARIANCE = 1e-6;

/**
 * 1 - Pearson's correlation of soft and target ranks.
 *
 * @param scores float32 [lists, items]
 * @param ranks  float32 [lists, items], target ranks, 1 = best; any value where the mask is 0
 * @param mask   float32 [lists, items], 1 = real, 0 = padding
 * @returns float32 [lists], 0 = perfect order, 2 = reversed; owned by the enclosing tidy
 */
export function spearmanSurrogate(scores: Tensor2D, ranks: Tensor2D, mask: Tensor2D): Tensor1D {
  const predicted = centred(softRanks(scores, mask), mask);
  const target = centred(ranks, mask);
  const covariance = tf.sum<Tensor1D>(tf.mul(predicted, target), 1);
  const variances = tf.mul(tf.sum<Tensor1D>(tf.square(predicted), 1), tf.sum<Tensor1D>(tf.square(target), 1));
  return tf.sub(1, tf.div(covariance, tf.sqrt(tf.add(variances, SMALLEST_VARIANCE))));
}

/** @returns the values minus their mean over the real items, 0 on padding */
function centred(values: Tensor2D, mask: Tensor2D): Tensor2D {
  const count = tf.maximum(tf.sum(mask, 1, true), 1);
  const mean = tf.div(tf.sum(tf.mul(values, mask), 1, true), count);
  return tf.mul(tf.sub(values, mean), mask);
}
