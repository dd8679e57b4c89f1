import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { softRanks } from './soft-ranks';

/**
 * Mean squared difference of soft and target ranks over the real items.
 *
 * @param scores float32 [lists, items]
 * @param ranks  float32 [lists, items], target ranks, 1 = best; any finite value where the mask is 0
 * @param mask   float32 [lists, items], 1 = real, 0 = padding
 * @returns float32 [lists], squared ranks; owned by the enclosing tidy
 */
export function rankSquaredError(scores: Tensor2D, ranks: Tensor2D, mask: Tensor2D): Tensor1D {
  const errors = tf.mul(tf.square(tf.sub(softRanks(scores, mask), ranks)), mask);
  return tf.div(tf.sum<Tensor1D>(errors, 1), tf.maximum(tf.sum<Tensor1D>(mask, 1), 1));
}
