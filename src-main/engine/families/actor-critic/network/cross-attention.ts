import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { linear } from '../../../layers/linear';
import { networkWidths, type NetworkShape } from './network-shape';

/** float32 [B, 128], and the weights [B, keys] it was mixed with. */
export interface Attended {
  readonly attended: Tensor2D;
  readonly weights: Tensor2D;
}

const project = (parameters: NamedTensors, part: string, input: Tensor2D): Tensor2D =>
  linear(parameters, `cross_attention.${part}`, input);

/**
 * The form of the brief: one query from the map, one key and one value from the globals. The softmax over one key is always
 * 1, so query and key never get a gradient; kept for comparison with the published network.
 *
 * @param map     float32 [B, 256]
 * @param globals float32 [B, 128]
 */
export function parityAttention(parameters: NamedTensors, map: Tensor2D, globals: Tensor2D): Attended {
  const query = project(parameters, 'query', map);
  const key = project(parameters, 'key', globals);
  // Row by row: a matrix product here would mix the positions of the minibatch.
  const score = tf.mul(tf.sum(tf.mul(query, key), 1, true), 1 / Math.sqrt(query.shape[1]));
  const weights = tf.softmax<Tensor2D>(score as Tensor2D);
  const value = tf.mul<Tensor2D>(project(parameters, 'value', globals), weights);
  return { attended: project(parameters, 'output', value), weights };
}

/**
 * Attention that can choose: the globals ask, the places of the last map answer.
 *
 * @param places  float32 [B, H, W, C]
 * @param globals float32 [B, 128]
 * @returns weights [B, H * W], sum 1
 */
export function placeAttention(
  parameters: NamedTensors,
  places: Tensor4D,
  globals: Tensor2D,
  shape: NetworkShape,
): Attended {
  const [batch, height, width, channels] = places.shape;
  const count = height * width;
  const { attended: features } = networkWidths(shape);
  const rows = tf.reshape<tf.Rank.R2>(places, [batch * count, channels]);
  const keys = tf.reshape<tf.Rank.R3>(project(parameters, 'key', rows), [batch, count, features]);
  const values = tf.reshape<tf.Rank.R3>(project(parameters, 'value', rows), [batch, count, features]);
  const query = tf.reshape<tf.Rank.R3>(project(parameters, 'query', globals), [batch, 1, features]);
  const scores = tf.mul<Tensor3D>(tf.matMul<Tensor3D>(query, keys, false, true), 1 / Math.sqrt(features));
  const weights = tf.softmax<Tensor3D>(scores);
  const mixed = tf.reshape<tf.Rank.R2>(tf.matMul<Tensor3D>(weights, values), [batch, features]);
  return {
    attended: project(parameters, 'output', mixed),
    weights: tf.reshape<tf.Rank.R2>(weights, [batch, count]),
  };
}
