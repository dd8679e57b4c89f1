import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { headScores } from '../../../layers/head-scores';
import { maskedSoftmax } from '../../../layers/masked-softmax';
import type { ModelParameter } from '../../family';
import { affine, dropout, vectorParameter, weightParameter } from '../network/layers';
import { joinHeads, splitHeads } from './heads';

export const LEAKY_SLOPE = 0.2;

export interface OperatorSizes {
  readonly width: number;
  readonly heads: number;
}

/** 2 h^2 + 4 h parameters: source and target map, attention vector, bias. Glorot uniform, biases zero. */
export const gatv2Parameters = (
  name: string,
  block: string,
  { width, heads }: OperatorSizes,
): readonly ModelParameter[] => [
  ...glorotParameters(`${name}.source`, block, width),
  ...glorotParameters(`${name}.target`, block, width),
  // As a [heads, width / heads] matrix, the shape in which PyTorch Geometric draws it.
  vectorParameter(`${name}.attention`, block, [width], {
    kind: 'uniform',
    bound: Math.sqrt(6 / (heads + width / heads)),
  }),
  vectorParameter(`${name}.bias`, block, [width], { kind: 'zeros' }),
];

const glorotParameters = (name: string, block: string, width: number): ModelParameter[] => [
  weightParameter(`${name}.weight`, block, [width, width], glorotBound(width)),
  vectorParameter(`${name}.bias`, block, [width], { kind: 'zeros' }),
];

/** Bound of a Glorot uniform square matrix (Glorot and Bengio 2010, equation 16). */
export const glorotBound = (width: number): number => Math.sqrt(6 / (2 * width));

/**
 * Graph attention of second form (Brody et al. 2022, https://arxiv.org/abs/2105.14491, equation 7), without self loops:
 *
 *   l_i = W_l x_i + b_l,  r_j = W_r x_j + b_r,  s = a_k . LeakyReLU(l_i + r_j)_k,  out_j = concat_k sum_i softmax(s) l_i + b
 *
 * Dense and by the book: what the packed forms are compared with. A target without a source gets b.
 *
 * @param source float32 [G, n, width]
 * @param target float32 [G, m, width]
 * @param mask   float32 [G, m, n], 1 = edge
 * @returns messages float32 [G, m, width] and weights [G, heads, m, n] before dropout
 */
export function gatv2(
  parameters: NamedTensors,
  inputs: NamedTensors,
  name: string,
  { source, target, mask, heads }: { source: Tensor; target: Tensor; mask: Tensor; heads: number },
): { readonly message: Tensor; readonly weights: Tensor } {
  const [graphs, sources, width] = source.shape as [number, number, number];
  const targets = target.shape[1]!;
  const left = affine(parameters, `${name}.source`, source);
  const right = affine(parameters, `${name}.target`, target);
  const joint = tf.leakyRelu(tf.add(tf.expandDims(left, 1), tf.expandDims(right, 2)), LEAKY_SLOPE);
  const rows = tf.reshape(joint, [graphs * targets * sources, width]);
  const scores = tf.reshape(headScores(rows, parameters[`${name}.attention`]!, heads), [
    graphs,
    targets,
    sources,
    heads,
  ]);
  const weights = maskedSoftmax(tf.transpose(scores, [0, 3, 1, 2]), tf.expandDims(mask, 1));
  const sums = joinHeads(tf.matMul(dropout(inputs, name, weights), splitHeads(left, heads)));
  return { message: tf.add(sums, parameters[`${name}.bias`]!), weights };
}
