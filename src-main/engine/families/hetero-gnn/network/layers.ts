import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import type { Initializer, ModelParameter } from '../../family';

const NORM_EPSILON = 1e-5;

/**
 * Layer norm over the last axis with `<name>.scale` and `<name>.offset`, epsilon 1e-5 (Ba et al. 2016,
 * https://arxiv.org/abs/1607.06450).
 * @param x float32 [..., width]
 */
export function layerNorm(parameters: NamedTensors, name: string, x: Tensor): Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  const normalised = tf.mul(centred, tf.rsqrt(tf.add(variance, NORM_EPSILON)));
  return tf.add(tf.mul(normalised, parameters[`${name}.scale`]!), parameters[`${name}.offset`]!);
}

/** Exact GELU, by the error function (Hendrycks and Gimpel 2016, https://arxiv.org/abs/1606.08415). */
export const gelu = (x: Tensor): Tensor => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));

/**
 * x [..., inputs] times `<name>.weight` [inputs, outputs] plus `<name>.bias`. Leading axes are joined for the product: one
 * large product is faster than a batch of small ones with the same right side.
 */
export function affine(parameters: NamedTensors, name: string, x: Tensor): Tensor {
  return tf.add(product(x, parameters[`${name}.weight`]!), parameters[`${name}.bias`]!);
}

/** x [..., inputs] times weight [inputs, outputs]. */
export function product(x: Tensor, weight: Tensor): Tensor {
  const rows = tf.reshape(x, [-1, weight.shape[0]]);
  return tf.reshape(tf.matMul(rows, weight as tf.Tensor2D), [...x.shape.slice(0, -1), weight.shape[1]!]);
}

/** Applies the mask of that name where there is one: inverted dropout in training, nothing in evaluation. */
export function dropout(inputs: NamedTensors, name: string, x: Tensor): Tensor {
  const mask = inputs[dropoutName(name)];
  return mask ? tf.mul(x, mask) : x;
}

/** Name of the noise input of a dropout. */
export const dropoutName = (name: string): string => `dropout.${name}`;

/** A weight matrix or a stack of them: trained and decayed. */
export const weightParameter = (
  name: string,
  block: string,
  shape: readonly number[],
  bound: number,
): ModelParameter => ({ name, shape, trainable: true, decay: true, block, initializer: { kind: 'uniform', bound } });

/** A bias, attention vector, scale or offset: trained, never decayed. */
export const vectorParameter = (
  name: string,
  block: string,
  shape: readonly number[],
  initializer: Initializer,
): ModelParameter => ({ name, shape, trainable: true, decay: false, block, initializer });

/** Weight [inputs, outputs] and bias [outputs], both uniform within 1 / sqrt(inputs), as PyTorch's nn.Linear. */
export function affineParameters(name: string, block: string, inputs: number, outputs: number): ModelParameter[] {
  const bound = 1 / Math.sqrt(inputs);
  return [
    weightParameter(`${name}.weight`, block, [inputs, outputs], bound),
    vectorParameter(`${name}.bias`, block, [outputs], { kind: 'uniform', bound }),
  ];
}

/** {@link affineParameters} that start at 0: the map says nothing until training finds something. */
export const zeroAffineParameters = (name: string, block: string, inputs: number, outputs: number): ModelParameter[] =>
  affineParameters(name, block, inputs, outputs).map((parameter) => ({ ...parameter, initializer: { kind: 'zeros' } }));

/** Scale and offset of a layer norm. */
export const normParameters = (name: string, block: string, shape: readonly number[]): ModelParameter[] => [
  vectorParameter(`${name}.scale`, block, shape, { kind: 'ones' }),
  vectorParameter(`${name}.offset`, block, shape, { kind: 'zeros' }),
];

/** What was computed before training: stored and exported with the network, never stepped. @param values null: zeros */
export const fixedParameter = (
  name: string,
  block: string,
  shape: readonly number[],
  values: Float32Array | null,
): ModelParameter => ({
  name,
  shape,
  trainable: false,
  decay: false,
  block,
  initializer: values ? { kind: 'values', values } : { kind: 'zeros' },
});

/** An embedding table of N(0, 0.02) with a zero row 0 that is never trained: the unknown. */
export const tableParameter = (name: string, block: string, rows: number, width: number): ModelParameter => ({
  name,
  shape: [rows, width],
  trainable: true,
  decay: false,
  block,
  initializer: { kind: 'normal', deviation: 0.02 },
  zeroRows: [0],
});

/**
 * Rows of a table; row 0 gives zeros whatever it holds and gets no gradient.
 * @param ids int32 [n]
 * @returns float32 [n, width]
 */
export function tableRows(parameters: NamedTensors, name: string, ids: Tensor): Tensor {
  const known = tf.reshape(tf.cast(tf.greater(ids, 0), 'float32'), [ids.size, 1]);
  return tf.mul(tf.gather(parameters[name]!, ids as tf.Tensor1D), known);
}
