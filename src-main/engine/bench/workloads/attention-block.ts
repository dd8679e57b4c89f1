import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../backend/executor';
import { layerNorm, linear } from './layers';
import { roughlyNormal } from './random';
import { linearParameters, normParameters, type Workload } from './workload';

/** Sizes of the block; defaults 64 x 15 x 128 with 4 heads. */
export interface AttentionBlockOptions {
  readonly batch?: number;
  readonly steps?: number;
  readonly width?: number;
  readonly heads?: number;
}

/** Self-attention with a residual connection, layer norm and a score a step, with a squared loss: the study's block. */
export function attentionBlock({
  batch = 64,
  steps = 15,
  width = 128,
  heads = 4,
}: AttentionBlockOptions = {}): Workload {
  const rows = batch * steps;
  const headWidth = width / heads;
  const splitHeads = (x: Tensor): Tensor => tf.transpose(tf.reshape(x, [batch, steps, heads, headWidth]), [0, 2, 1, 3]);

  function attend(parameters: NamedTensors, x: Tensor): Tensor {
    const [query, key, value] = ['query', 'key', 'value'].map((name) => splitHeads(linear(parameters, name, x)));
    const logits = tf.mul(tf.matMul(query!, key!, false, true), 1 / Math.sqrt(headWidth));
    const mixed = tf.transpose(tf.matMul(tf.softmax(logits), value!), [0, 2, 1, 3]);
    return linear(parameters, 'output', tf.reshape(mixed, [rows, width]));
  }

  return {
    name: `attention block ${batch} x ${steps} x ${width}`,
    sampleCount: batch,
    parameters: [
      ...['query', 'key', 'value', 'output'].flatMap((name) => linearParameters(name, width, width)),
      ...normParameters('norm', [width]),
      ...linearParameters('score', width, 1),
    ],
    inputs: {
      x: { shape: [rows, width], element: roughlyNormal },
      y: { shape: [rows, 1], element: roughlyNormal },
    },
    loss(parameters, { x, y }) {
      const attended = tf.add(x!, attend(parameters, x!));
      const scores = linear(parameters, 'score', layerNorm(parameters, 'norm', attended));
      return { loss: tf.mean<Scalar>(tf.square(tf.sub(scores, y!))), outputs: { scores } };
    },
  };
}
