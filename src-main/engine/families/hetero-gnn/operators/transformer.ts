import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { maskedSoftmax } from '../../../layers/masked-softmax';
import type { ModelParameter } from '../../family';
import { affine, affineParameters, dropout, weightParameter } from '../network/layers';
import { joinHeads, splitHeads } from './heads';

/** 4 h^2 + 5 h parameters: query, key, value and skip map, and the weights of the edge feature. */
export const transformerParameters = (name: string, block: string, width: number): readonly ModelParameter[] => [
  ...['query', 'key', 'value', 'skip'].flatMap((part) => affineParameters(`${name}.${part}`, block, width, width)),
  weightParameter(`${name}.edge`, block, [1, width], 1),
];

/**
 * Dot-product graph attention with a number on each edge (Shi et al. 2021, https://arxiv.org/abs/2009.03509, equations 3
 * and 4, with the edge feature in keys and values as in PyTorch Geometric's TransformerConv):
 *
 *   e = f w_e,  s = q_j . (k_i + e) / sqrt(d),  out_j = concat_k sum_i softmax(s) (v_i + e) + W_s x_j + b_s
 *
 * A target without a source gets W_s x_j + b_s. The edge feature enters as q . w_e and as a weighted sum, so no tensor of
 * width h is made for each edge.
 *
 * @param source  float32 [G, n, width]
 * @param target  float32 [G, m, width]
 * @param mask    float32 [G, m, n], 1 = edge
 * @param feature float32 [G, m, n]
 */
export function transformer(
  parameters: NamedTensors,
  inputs: NamedTensors,
  name: string,
  parts: { source: Tensor; target: Tensor; mask: Tensor; feature: Tensor; heads: number },
): { readonly message: Tensor; readonly weights: Tensor } {
  const { source, target, heads } = parts;
  const headWidth = source.shape[2]! / heads;
  const query = splitHeads(affine(parameters, `${name}.query`, target), heads);
  const key = splitHeads(affine(parameters, `${name}.key`, source), heads);
  const value = splitHeads(affine(parameters, `${name}.value`, source), heads);
  const edge = tf.reshape(parameters[`${name}.edge`]!, [1, heads, 1, headWidth]);
  const feature = tf.expandDims(parts.feature, 1);
  const byEdge = tf.mul(tf.sum(tf.mul(query, edge), -1, true), feature);
  const scores = tf.mul(tf.add(tf.matMul(query, key, false, true), byEdge), 1 / Math.sqrt(headWidth));
  const weights = maskedSoftmax(scores, tf.expandDims(parts.mask, 1));
  const dropped = dropout(inputs, name, weights);
  const edgeSum = tf.mul(tf.sum(tf.mul(dropped, feature), -1, true), edge);
  const sums = joinHeads(tf.add(tf.matMul(dropped, value), edgeSum));
  return { message: tf.add(sums, affine(parameters, `${name}.skip`, target)), weights };
}
