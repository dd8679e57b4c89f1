import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { encodeBalls, encodeSingleNodes, type SingleStates } from '../network/encoders';
import { conditionOf, modulate } from '../network/film';
import { EDGE_TYPES, type EdgeType, type NodeType, type Relation } from '../network/graph-schema';
import { attentionOutput, meanOverHeads, type GraphFunction } from '../network/graph-pass';
import { dropout, layerNorm } from '../network/layers';
import { asNodeInputs } from '../network/network-inputs';
import { updatedNodes, type NetworkShape } from '../network/network-shape';
import { filmName, nodeNormName, operatorName } from './exact-parameters';
import { gatv2 } from './gatv2';
import { sage } from './sage';
import { transformer } from './transformer';

/** Name of the input that holds a relation's edges: float32 [G, T, T] between balls, [G, 1, T] from balls to a node. */
export const maskInput = (relation: Relation): string => `mask.${relation}`;
/** Name of the input with the edge features, float32 [G, T, T]. */
export const featureInput = (relation: Relation): string => `feature.${relation}`;

/** States of all nodes, float32 [G, 1 or T, width]. */
type States = Readonly<Record<NodeType, Tensor>>;

/**
 * The published program's function: one graph a sample, every edge type with an operator of its own, one after the other.
 * Slow and by the book; node types that nothing reads after the last layer are not computed, which changes no output.
 */
export const exactGraph =
  (shape: NetworkShape): GraphFunction =>
  (parameters, inputs) => {
    const { features, balls, ball_conditions } = asNodeInputs(inputs);
    const graphs = features.shape[0];
    const steps = balls.shape[0] / graphs;
    const attention: Record<string, Tensor> = {};
    let states = firstStates(shape, parameters, inputs, graphs, steps);
    for (let layer = 0; layer < shape.layers; layer++) {
      states = { ...states, ...updateLayer(layer, states) };
    }
    return {
      nodes: Object.fromEntries(
        Object.entries(states).map(([node, state]) => [node, tf.reshape(state, [-1, shape.width])]),
      ) as SingleStates,
      balls: tf.reshape(states.ball, [-1, shape.width]),
      history: inputs[maskInput('attends')]!,
      attention,
    };

    function updateLayer(layer: number, before: States): Partial<States> {
      return Object.fromEntries(
        updatedNodes(shape, layer).map((node) => {
          const messages = EDGE_TYPES.filter(({ target }) => target === node).map((edge) =>
            messageOf(layer, edge, before),
          );
          const normed = layerNorm(parameters, nodeNormName(layer, node), tf.addN([...messages, before[node]]));
          return [node, dropout(inputs, `layer.${layer}.${node}`, filmed(layer, node, normed))];
        }),
      );
    }

    function filmed(layer: number, node: NodeType, y: Tensor): Tensor {
      if (shape.film.length === 0) return y;
      const rows = node === 'ball' ? ball_conditions : features;
      const flat = tf.reshape(y, [-1, shape.width]);
      return tf.reshape(modulate(parameters, filmName(layer, node), conditionOf(shape, rows), flat), y.shape);
    }

    function messageOf(layer: number, edge: EdgeType, before: States): Tensor {
      const { relation, operator } = edge;
      const name = operatorName(layer, edge);
      const parts = { source: before[edge.source], target: before[edge.target], heads: shape.heads };
      const mask = edge.source === 'ball' ? inputs[maskInput(relation)]! : tf.ones([graphs, 1, 1]);
      if (operator === 'sage') return sage(parameters, name, { ...parts, mask });
      if (operator === 'transformer') {
        const feature = inputs[featureInput(relation)]!;
        return transformer(parameters, inputs, name, { ...parts, mask, feature }).message;
      }
      const { message, weights } = gatv2(parameters, inputs, name, { ...parts, mask });
      if (edge.source === 'ball' && edge.target !== 'ball' && isShown(shape, layer, relation)) {
        attention[attentionOutput(relation)] = meanOverHeads(weights);
      }
      return message;
    }
  };

/** @returns whether the weights of a relation of a layer are shown: `attends` of the last, the players' of the first layer */
export const isShown = ({ layers }: NetworkShape, layer: number, relation: Relation): boolean =>
  relation === 'attends' ? layer === layers - 1 : relation !== 'informs' && layer === 0;

function firstStates(
  shape: NetworkShape,
  parameters: NamedTensors,
  inputs: NamedTensors,
  graphs: number,
  steps: number,
): States {
  const single = Object.entries(encodeSingleNodes(shape, parameters, inputs)).map(([node, state]) => [
    node,
    tf.reshape(state, [graphs, 1, shape.width]),
  ]);
  const ball = tf.reshape(encodeBalls(parameters, inputs), [graphs, steps, shape.width]);
  return { ...(Object.fromEntries(single) as SingleStates), ball };
}
