import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { BALL_WIDTH } from '../features/context-layout';
import { asNodeInputs } from './network-inputs';

/**
 * Numbers of the ball before each moment: the last one of its history, where the next is none of it.
 * @param history float32 [G, M, T], 1 = an earlier ball of the moment
 * @returns float32 [S, 18]
 */
export function previousBalls(inputs: NamedTensors, history: Tensor): Tensor {
  const [graphs, moments, steps] = history.shape as [number, number, number];
  const next = tf.pad(tf.slice(history, [0, 0, 1], [graphs, moments, steps - 1]), [
    [0, 0],
    [0, 0],
    [0, 1],
  ]);
  const balls = tf.reshape(asNodeInputs(inputs).balls, [graphs, steps, BALL_WIDTH]);
  return tf.reshape(tf.matMul(tf.sub(history, next), balls), [graphs * moments, BALL_WIDTH]);
}
