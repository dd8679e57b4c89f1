import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import type { ModelParameter } from '../../family';
import { affine, affineParameters, product, weightParameter } from '../network/layers';

/** 2 h^2 + h parameters: map of the mean with bias, map of the node itself without. */
export const sageParameters = (name: string, block: string, width: number): readonly ModelParameter[] => [
  ...affineParameters(`${name}.mean`, block, width, width),
  weightParameter(`${name}.self.weight`, block, [width, width], 1 / Math.sqrt(width)),
];

/**
 * W_1 mean_i(x_i) + b_1 + W_2 x_j (Hamilton et al. 2017, https://arxiv.org/abs/1706.02216, with the mean aggregator as in
 * PyTorch Geometric's SAGEConv). The mean of no source is 0.
 *
 * @param source float32 [G, n, width]
 * @param target float32 [G, m, width]
 * @param mask   float32 [G, m, n], 1 = edge
 */
export function sage(
  parameters: NamedTensors,
  name: string,
  { source, target, mask }: { source: Tensor; target: Tensor; mask: Tensor },
): Tensor {
  const counts = tf.maximum(tf.sum(mask, -1, true), 1);
  const mean = tf.div(tf.matMul(mask, source), counts);
  return tf.add(affine(parameters, `${name}.mean`, mean), product(target, parameters[`${name}.self.weight`]!));
}
