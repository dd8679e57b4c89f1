import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** float32 [G, n, width] as [G, heads, n, width / heads]. */
export function splitHeads(x: Tensor, heads: number): Tensor {
  const [graphs, rows, width] = x.shape as [number, number, number];
  return tf.transpose(tf.reshape(x, [graphs, rows, heads, width / heads]), [0, 2, 1, 3]);
}

/** The inverse of {@link splitHeads}. */
export function joinHeads(x: Tensor): Tensor {
  const [graphs, heads, rows, headWidth] = x.shape as [number, number, number, number];
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [graphs, rows, heads * headWidth]);
}

/**
 * Scores of all heads by one product: a_k . x_k for each head k.
 *
 * @param x      float32 [rows, width]
 * @param vector float32 [width], the attention vectors of the heads one after the other
 * @returns float32 [rows, heads]
 */
export function headScores(x: Tensor, vector: Tensor, heads: number): Tensor {
  const width = vector.size;
  const headWidth = width / heads;
  const membership = tf.tensor2d(
    Float32Array.from({ length: heads * width }, (_, at) =>
      Math.floor((at % width) / headWidth) === Math.floor(at / width) ? 1 : 0,
    ),
    [heads, width],
  );
  // Transposed on the right: the gradient then is [heads, rows] x [rows, width], 5 times faster than the other way round.
  return tf.matMul(x, tf.mul(tf.reshape(vector, [1, width]), membership), false, true);
}
