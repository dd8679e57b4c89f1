import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { linear } from './layers';
import { roughlyNormal } from './random';
import { linearParameters, uniformFor, type Workload } from './workload';

/** Sizes of the layer. */
export interface GraphAttentionOptions {
  readonly nodes?: number;
  readonly edges?: number;
  readonly width?: number;
  readonly heads?: number;
}

/** Ones where a hidden unit belongs to a head: scores of all heads by one matrix product. */
export function headMembership(width: number, heads: number): Float32Array {
  const headWidth = width / heads;
  return Float32Array.from({ length: heads * width }, (_, at) =>
    Math.floor((at % width) / headWidth) === Math.floor(at / width) ? 1 : 0,
  );
}

/** Attention scores [rows, heads] of s [rows, width] by the vector a [width]. */
export function headScores(s: Tensor, a: Tensor, heads: number): Tensor {
  const width = a.size;
  const membership = tf.tensor2d(headMembership(width, heads), [heads, width]);
  // Transposed on the right: the gradient then is [heads, rows] x [rows, width], 5 times faster than the other way round.
  return tf.matMul(s, tf.mul(tf.reshape(a, [1, width]), membership), false, true);
}

/** One GATv2 layer over an edge list, softmax by segment sums, with a squared loss. */
export function graphAttention(options: GraphAttentionOptions = {}): Workload {
  const { nodes = 960, edges = 7680, width = 128, heads = 4 } = options;
  const headWidth = width / heads;
  const anyNode = (random: () => number) => Math.floor(random() * nodes);
  return {
    name: `graph attention, ${nodes} nodes, ${edges} edges`,
    sampleCount: nodes,
    parameters: [
      ...linearParameters('source', width, width),
      ...linearParameters('target', width, width),
      { name: 'attention', shape: [width], initial: uniformFor(headWidth) },
    ],
    inputs: {
      x: { shape: [nodes, width], element: roughlyNormal },
      y: { shape: [nodes, width], element: roughlyNormal },
      source: { shape: [edges], dtype: 'int32', element: anyNode },
      target: { shape: [edges], dtype: 'int32', element: anyNode },
    },
    loss(parameters, inputs) {
      const [source, target] = [inputs['source'] as Tensor1D, inputs['target'] as Tensor1D];
      const from = tf.gather(linear(parameters, 'source', inputs['x']!), source);
      const to = tf.gather(linear(parameters, 'target', inputs['x']!), target);
      const scores = headScores(tf.leakyRelu(tf.add(from, to), 0.2), parameters['attention']!, heads);
      const unnormalised = tf.exp(tf.clipByValue(scores, -30, 30));
      const total = tf.add(tf.unsortedSegmentSum(unnormalised, target, nodes), 1e-9);
      const weights = tf.reshape(tf.div(unnormalised, tf.gather(total, target)), [edges, heads, 1]);
      const messages = tf.mul(tf.reshape(from, [edges, heads, headWidth]), weights);
      const result = tf.unsortedSegmentSum(tf.reshape(messages, [edges, width]), target, nodes);
      return { loss: tf.mean<Scalar>(tf.square(tf.sub(result, inputs['y']!))), outputs: {} };
    },
  };
}
