import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../backend/executor';
import type { ModelParameter } from '../families/family';

const EPSILON = 1e-5;

/** @returns `<name>.scale` and `<name>.offset`, both [width]; never decayed */
export function layerNormParameters(name: string, width: number, block: string): readonly ModelParameter[] {
  const common = { shape: [width], trainable: true, decay: false, block } as const;
  return [
    { ...common, name: `${name}.scale`, initializer: { kind: 'ones' } },
    { ...common, name: `${name}.offset`, initializer: { kind: 'zeros' } },
  ];
}

/**
 * Layer normalisation over the last axis, epsilon 1e-5 (Ba, Kiros and Hinton 2016).
 *
 * @param x float32 [..., width]
 * @returns float32 of the same shape; owned by the enclosing tidy
 */
export function layerNorm<T extends Tensor>(parameters: NamedTensors, name: string, x: T): T {
  const centred = tf.sub<T>(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  const normalised = tf.mul<T>(centred, tf.rsqrt(tf.add(variance, EPSILON)));
  return tf.add<T>(tf.mul(normalised, parameters[`${name}.scale`]!), parameters[`${name}.offset`]!);
}
