import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { maskedSoftmax } from '../../../layers/masked-softmax';
import { BALL_WIDTH, CONTEXT_WIDTH, CONTEXT_WIDTHS } from '../features/context-layout';
import { CLASS_COUNT } from '../matches/ball-class';
import type { ModelParameter } from '../../family';
import { columnsOf, type SingleStates } from './encoders';
import { affine, affineParameters, dropout, gelu, layerNorm, normParameters, zeroAffineParameters } from './layers';
import { SURPRISE_WIDTH } from './surprise-relations';
import { asNodeInputs } from './network-inputs';
import type { NetworkShape } from './network-shape';
import { previousBalls } from './previous-balls';
import { standardized } from './standardized-features';

/** Weight of the gate of the non-striker in the matchup. */
const GATE_SHARE = 0.1;
/** Column of chase_state that is 1 in a chase, 0 else. */
const IS_CHASE = 2;

/** Parameters of read-out and heads. */
export function readoutParameters({
  width,
  headWidth,
  readout,
  hasInningsHeads,
  hasFeaturesToHead,
  hasSurprisesToHead,
  residual,
}: NetworkShape): readonly ModelParameter[] {
  const block = 'readout';
  // On top of a fitted model the outputs start at 0, so that training starts level with it.
  const read = width + (hasFeaturesToHead ? CONTEXT_WIDTH + BALL_WIDTH : 0) + (hasSurprisesToHead ? SURPRISE_WIDTH : 0);
  const outputs = residual === 'none' ? affineParameters : zeroAffineParameters;
  return [
    ...(readout === 'pooling'
      ? [
          ...affineParameters('readout.pool.0', block, width, width / 2),
          ...affineParameters('readout.pool.1', block, width / 2, 1),
        ]
      : []),
    ...(readout === 'hybrid'
      ? [
          ...mapParameters('readout.matchup', block, 2 * width, width),
          ...affineParameters('readout.gate.0', block, width, width / 4),
          ...affineParameters('readout.gate.1', block, width / 4, width),
          ...mapParameters('readout.query', block, width, width),
        ]
      : []),
    ...(readout === 'query' ? [] : mapParameters('readout.combiner', block, 2 * width, width)),
    ...headParameters('head', read, headWidth, outputs),
    ...(hasInningsHeads ? headParameters('chase_head', read + CONTEXT_WIDTHS.chase_state, headWidth, outputs) : []),
  ];
}

const mapParameters = (name: string, block: string, inputs: number, width: number): ModelParameter[] => [
  ...affineParameters(name, block, inputs, width),
  ...normParameters(`${name}.norm`, block, [width]),
];

const headParameters = (
  name: string,
  inputs: number,
  width: number,
  outputs: typeof affineParameters,
): ModelParameter[] => [
  ...mapParameters(`${name}.0`, 'head', inputs, width),
  ...mapParameters(`${name}.1`, 'head', width, width / 2),
  ...outputs(`${name}.2`, 'head', width / 2, CLASS_COUNT),
];

/** What the read-out looks at. */
export interface FinalStates {
  readonly nodes: SingleStates;
  /** float32 [G * T, width]. */
  readonly balls: Tensor;
  /** float32 [G, M, T], 1 = an earlier ball of the moment. */
  readonly history: Tensor;
}

/**
 * @param surprises float32 [S, 21] of {@link historySurprises}; null where the head does not read them
 * @returns logits, float32 [S, 7]
 */
export function classLogits(
  shape: NetworkShape,
  parameters: NamedTensors,
  inputs: NamedTensors,
  states: FinalStates,
  surprises: Tensor | null,
): Tensor {
  const past = [
    ...(shape.hasFeaturesToHead ? numbersOf(shape, parameters, inputs, states) : []),
    ...(surprises ? [surprises] : []),
  ];
  const ofGraph = READOUTS[shape.readout](shape, parameters, inputs, states);
  const read = past.length > 0 ? tf.concat([ofGraph, ...past], 1) : ofGraph;
  const first = head('head', read);
  if (!shape.hasInningsHeads) return first;
  const chase = columnsOf(asNodeInputs(inputs).features, 'chase_state');
  const isChase = tf.slice(chase, [0, IS_CHASE], [chase.shape[0], 1]);
  const second = head('chase_head', tf.concat([read, chase], 1));
  return tf.add(tf.mul(second, isChase), tf.mul(first, tf.sub(1, isChase)));

  function head(name: string, x: Tensor): Tensor {
    const hidden = dropout(inputs, `${name}.0`, mapped(parameters, `${name}.0`, x));
    return affine(parameters, `${name}.2`, dropout(inputs, `${name}.1`, mapped(parameters, `${name}.1`, hidden)));
  }
}

/** Numbers of the moment and of the ball before, float32 [S, 59] and [S, 18]. */
function numbersOf(
  { hasStandardizedFeatures }: NetworkShape,
  parameters: NamedTensors,
  inputs: NamedTensors,
  { history }: FinalStates,
): readonly Tensor[] {
  const { features } = asNodeInputs(inputs);
  return [hasStandardizedFeatures ? standardized(parameters, features) : features, previousBalls(inputs, history)];
}

const mapped = (parameters: NamedTensors, name: string, x: Tensor): Tensor =>
  gelu(layerNorm(parameters, `${name}.norm`, affine(parameters, name, x)));

type Readout = (shape: NetworkShape, parameters: NamedTensors, inputs: NamedTensors, states: FinalStates) => Tensor;

const READOUTS = {
  query: (_, _parameters, _inputs, { nodes }) => nodes.query,

  pooling({ width }, parameters, inputs, { nodes, balls, history }) {
    const [graphs, moments, steps] = history.shape as [number, number, number];
    const scores = affine(parameters, 'readout.pool.1', tf.tanh(affine(parameters, 'readout.pool.0', balls)));
    // The score of a ball is the same at every moment; the softmax runs over the balls before the moment.
    const everyMoment = tf.add(tf.zeros([graphs, moments, steps]), tf.reshape(scores, [graphs, 1, steps]));
    const weights = maskedSoftmax(everyMoment, history);
    const pooled = tf.matMul(weights, tf.reshape(balls, [graphs, steps, width]));
    return combine(parameters, inputs, nodes.query, tf.reshape(pooled, [graphs * moments, width]));
  },

  hybrid(_, parameters, inputs, { nodes }) {
    const pair = tf.concat([nodes.striker_identity, nodes.bowler_identity], 1);
    const matchup = dropout(inputs, 'readout.matchup', mapped(parameters, 'readout.matchup', pair));
    const gate = tf.sigmoid(
      affine(parameters, 'readout.gate.1', gelu(affine(parameters, 'readout.gate.0', nodes.nonstriker_identity))),
    );
    const gated = tf.mul(matchup, tf.add(tf.mul(gate, GATE_SHARE), 1));
    return combine(parameters, inputs, gated, mapped(parameters, 'readout.query', nodes.query));
  },
} satisfies Record<NetworkShape['readout'], Readout>;

const combine = (parameters: NamedTensors, inputs: NamedTensors, a: Tensor, b: Tensor): Tensor =>
  dropout(inputs, 'readout.combiner', mapped(parameters, 'readout.combiner', tf.concat([a, b], 1)));
