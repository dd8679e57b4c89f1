import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/**
 * Differentiable ranks, 1 = largest score: rank_i = 0.5 + sum_j sigmoid((s_j - s_i) / temperature) over real j, i included.
 *
 * @param scores float32 [lists, items]
 * @param mask   float32 [lists, items], 1 = real, 0 = padding
 * @param temperature smaller = closer to hard ranks
 * @returns float32 [lists, items]; meaningless where the mask is 0; owned by the enclosing tidy
 * @see Qin, Liu, Li (2010), A general approximation framework for direct optimization of information retrieval measures
 */
export function softRanks(scores: Tensor2D, mask: Tensor2D, temperature = 1): Tensor2D {
  const differences = tf.sub(tf.expandDims(scores, 1), tf.expandDims(scores, 2));
  const isAhead = tf.mul(tf.sigmoid(tf.div(differences, temperature)), tf.expandDims(mask, 1));
  return tf.add(tf.sum<Tensor2D>(isAhead, 2), 0.5);
}
