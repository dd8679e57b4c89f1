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
