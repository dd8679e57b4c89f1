import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { CLASS_COUNT } from '../matches/ball-class';
import { maskInput } from '../operators/exact-graph';
import type { HistoryRelation } from './graph-schema';
import { asNodeInputs } from './network-inputs';
import { SURPRISE_RELATIONS } from './surprise-relations';

/** Few balls in the data lie beyond it. */
const LARGEST = 5;

/**
 * How far the earlier balls of a moment came out otherwise than the regression said: over all of them, those that the striker
 * faced, and those that the bowler bowled, the counts of the classes against their sums of probabilities. With a gamma prior of
 * mean 1 and weight w on the ratio of a count's mean to what was expected, its posterior mean is (observed + w) / (expected + w),
 * (Gelman et al. 2013, Bayesian Data Analysis, 2.6); that minus 1 is what counts here, in units of its spread at expected = w.
 * The first ball of an innings is no sample of the regression and counts in neither.
 *
 * @param ballLogits what the regression said before each ball, float32 [G * T, 7]
 * @param history    float32 [G, M, T]
 * @returns float32 [S, 21]
 */
export function historySurprises(inputs: NamedTensors, ballLogits: Tensor, history: Tensor): Tensor {
  const [graphs, moments, steps] = history.shape as [number, number, number];
  const expected = tf.softmax(ballLogits);
  const surprises = tf.sub(asNodeInputs(inputs).ball_classes, expected);
  const isSample = tf.concat([tf.zeros([1, 1, 1]), tf.ones([1, steps - 1, 1])], 1);
  const balls = tf.mul(tf.reshape(tf.concat([surprises, expected], 1), [graphs, steps, 2 * CLASS_COUNT]), isSample);
  return tf.concat(
    SURPRISE_RELATIONS.map(([relation, weight]) => {
      const sums = tf.reshape(tf.matMul(maskOf(relation), balls), [graphs * moments, 2 * CLASS_COUNT]);
      const [difference, count] = tf.split(sums, 2, 1) as [Tensor, Tensor];
      const spread = 1 / (2 * Math.sqrt(weight));
      return tf.clipByValue(tf.div(difference, tf.mul(tf.add(count, weight), spread)), -LARGEST, LARGEST);
    }),
    1,
  );

  function maskOf(relation: HistoryRelation): Tensor {
    const mask = relation === 'attends' ? history : inputs[maskInput(relation)]!;
    return tf.reshape(mask, [graphs, moments, steps]);
  }
}
