import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';

/**
 * Mean over the real members of each set, 0 for a set without members.
 *
 * @param values float32 [sets, members, width]
 * @param mask   float32 [sets, members], 1 = real, 0 = padding
 * @returns float32 [sets, width]; owned by the enclosing tidy
 */
export function maskedMean(values: Tensor3D, mask: Tensor2D): Tensor2D {
  const total = tf.sum<Tensor2D>(tf.mul(values, tf.expandDims(mask, 2)), 1);
  return tf.div(total, tf.maximum(tf.sum(mask, 1, true), 1));
}
