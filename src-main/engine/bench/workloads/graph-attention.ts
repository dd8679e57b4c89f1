import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { edgeAttention } from '../../layers/edge-attention';
import { linear } from './layers';
import { roughlyNormal } from './random';
import { linearParameters, uniformFor, type Workload } from './workload';

const SLOPE = 0.2;
const LARGEST_SCORE = 30;

/** Sizes of the layer. */
export interface GraphAttentionOptions {
  readonly nodes?: number;
  readonly edges?: number;
  readonly width?: number;
  readonly heads?: number;
}

/** One GATv2 layer over an edge list, with a squared loss. */
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
      const result = edgeAttention(
        {
          source: linear(parameters, 'source', inputs['x']!) as Tensor2D,
          target: linear(parameters, 'target', inputs['x']!) as Tensor2D,
          attention: parameters['attention'] as Tensor1D,
          from: inputs['source'] as Tensor1D,
          to: inputs['target'] as Tensor1D,
        },
        { heads, slope: SLOPE, limit: LARGEST_SCORE },
      );
      return { loss: tf.mean<Scalar>(tf.square(tf.sub(result, inputs['y']!))), outputs: {} };
    },
  };
}
