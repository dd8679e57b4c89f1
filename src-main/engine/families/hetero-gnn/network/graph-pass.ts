import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import type { FinalStates } from './readout';

/** What one pass over the graph gives the read-out, and what the run screen shows of it. */
export interface GraphPass extends FinalStates {
  /** Weights by relation, mean over heads, float32 [G, M, T]: `attends` of the last layer, the players' of the first. */
  readonly attention: Readonly<Record<string, Tensor>>;
}

/** A forward pass over the graph: exact or packed. */
export type GraphFunction = (parameters: NamedTensors, inputs: NamedTensors) => GraphPass;

/** Mean over the heads, float32 [G, heads, M, T] to [G, M, T]. */
export const meanOverHeads = (weights: Tensor): Tensor => tf.mean(weights, 1);

/** Name of the output that holds a relation's weights. */
export const attentionOutput = (relation: string): string => `attention.${relation}`;
