import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { linear } from '../../../layers/linear';
import { maskedMean } from '../../../layers/masked-mean';
import { maskedSoftmax } from '../../../layers/masked-softmax';
import { ATTENTION_NOISE } from './network-inputs';
import { attentionWidth } from './network-shape';
import type { NetworkShape } from './network-shape';

/** Below this a sum of weights is taken for 0. */
const SMALLEST_SUM = 1e-8;

export interface PooledTeams {
  /** float32 [T, width], mean of the encoded players: the attention's query before its projection. */
  readonly query: Tensor2D;
  /** float32 [T, width], after the output projection. */
  readonly pooled: Tensor2D;
  /** float32 [T, P], weights of the attention alone, mean over heads, without dropout or minutes. */
  readonly attention: Tensor2D;
}

/**
 * Multi-head attention with one query a team, the mean of its players, over its players as keys and values.
 * No order of players enters, so none matters.
 *
 * @param encoded float32 [T * P, width], players of T teams
 * @param mask    float32 [T, P], 1 = player
 * @param minutes float32 [T, P]; read only when the shape blends minutes into the pooling
 * @param noise   holds the dropout of the weights [T, heads, 1, P] in training
 * @returns tensors owned by the enclosing tidy
 */
export function poolPlayers(
  parameters: NamedTensors,
  shape: NetworkShape,
  encoded: Tensor2D,
  mask: Tensor2D,
  minutes: Tensor2D | undefined,
  noise: NamedTensors,
): PooledTeams {
  const [teams, players] = mask.shape;
  const width = attentionWidth(shape);
  const headWidth = width / shape.heads;
  const query = maskedMean(tf.reshape<tf.Rank.R3>(encoded, [teams, players, width]), mask);
  const heads = (name: string): Tensor4D =>
    tf.transpose(
      tf.reshape(linear(parameters, `attention.${name}`, encoded), [teams, players, shape.heads, headWidth]),
      [0, 2, 1, 3],
    );
  const queryHeads = tf.reshape(linear(parameters, 'attention.query', query), [teams, shape.heads, 1, headWidth]);
  const logits = tf.mul(tf.matMul(queryHeads, heads('key'), false, true), 1 / Math.sqrt(headWidth));
  const attention = maskedSoftmax(logits, tf.reshape(mask, [teams, 1, 1, players])) as Tensor4D;
  const blended = minutes ? blendMinutes(attention, mask, minutes, shape) : attention;
  const dropout = noise[ATTENTION_NOISE];
  const weights = dropout ? tf.mul(blended, dropout) : blended;
  const joined = tf.reshape<tf.Rank.R2>(tf.matMul(weights, heads('value')), [teams, width]);
  return {
    query,
    pooled: linear(parameters, 'attention.output', joined),
    attention: tf.reshape<tf.Rank.R2>(tf.mean<Tensor3D>(attention, 1), [teams, players]),
  };
}

/**
 * w <- (1 - a) w + a m / sum(m), for teams whose minutes sum to more than the minimum; others keep w. Both parts sum
 * to 1 over the roster, so the blend does.
 */
function blendMinutes(attention: Tensor4D, mask: Tensor2D, minutes: Tensor2D, shape: NetworkShape): Tensor4D {
  const [teams, players] = mask.shape;
  const real = tf.mul(tf.relu(minutes), mask);
  const total = tf.sum(real, 1, true);
  const shares = tf.div(real, tf.maximum(total, SMALLEST_SUM));
  const share = tf.mul(tf.cast(tf.greater(total, shape.minutesSumMinimum), 'float32'), shape.poolingMinutesShare);
  const share4d = tf.reshape(share, [teams, 1, 1, 1]);
  return tf.add(tf.mul(attention, tf.sub(1, share4d)), tf.mul(tf.reshape(shares, [teams, 1, 1, players]), share4d));
}
