import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { BALL_WIDTH, CONTEXT_OFFSETS, CONTEXT_WIDTHS } from '../features/context-layout';
import type { ModelParameter } from '../../family';
import { FEATURE_NODES, PLAYER_NODES } from './graph-schema';
import type { FeatureNode, SingleNode } from './graph-schema';
import {
  affine,
  affineParameters,
  dropout,
  gelu,
  layerNorm,
  normParameters,
  tableParameter,
  tableRows,
  vectorParameter,
  weightParameter,
} from './layers';
import { asNodeInputs } from './network-inputs';
import { TABLE_WIDTHS, type NetworkShape } from './network-shape';
import { standardized } from './standardized-features';

/** States of the nodes of one kind each: float32 [S, width]. */
export type SingleStates = Readonly<Record<SingleNode, Tensor>>;

/** Widest feature node: the first maps of all 13 are padded to it and multiplied as one stack. */
const WIDEST = Math.max(...Object.values(CONTEXT_WIDTHS));
/** Roles with the row of the unknown; one row more than there are roles, as in the published program. */
const ROLE_ROWS = 9;

/** Parameters of all encoders; 1,177,024 at width 128 with the tables of the published program. */
export function encoderParameters(shape: NetworkShape): readonly ModelParameter[] {
  const { width, tables } = shape;
  const { venue, team, player } = TABLE_WIDTHS;
  return [
    tableParameter('encoder.venue.table', 'venue encoder', tables.venues + 1, venue),
    ...blockParameters('encoder.venue', 'venue encoder', venue, width),
    tableParameter('encoder.team.table', 'team encoder', tables.teams + 1, team),
    ...blockParameters('encoder.team', 'team encoder', team, width),
    tableParameter('encoder.player.table', 'player encoder', tables.players + 1, player),
    ...blockParameters('encoder.player', 'player encoder', player, width),
    ...(shape.hasFallback ? fallbackParameters(shape) : []),
    ...featureParameters(width),
    ...ballParameters(shape),
    vectorParameter('encoder.query', 'query', [1, width], { kind: 'normal', deviation: 0.02 }),
  ];
}

/** W2 Drop(GELU(LN(W1 e + b1))) + b2. */
const blockParameters = (name: string, block: string, inputs: number, width: number): ModelParameter[] => [
  ...affineParameters(`${name}.0`, block, inputs, width),
  ...normParameters(`${name}.norm`, block, [width]),
  ...affineParameters(`${name}.1`, block, width, width),
];

function fallbackParameters({ width, tables }: NetworkShape): ModelParameter[] {
  const { fallbackTeam, fallbackRole } = TABLE_WIDTHS;
  return [
    tableParameter('encoder.fallback.team_table', 'player encoder', tables.teams + 1, fallbackTeam),
    tableParameter('encoder.fallback.role_table', 'player encoder', ROLE_ROWS, fallbackRole),
    ...blockParameters('encoder.fallback', 'player encoder', fallbackTeam + fallbackRole, width),
  ];
}

function featureParameters(width: number): ModelParameter[] {
  const block = 'feature encoders';
  const count = FEATURE_NODES.length;
  const bound = 1 / Math.sqrt(width);
  return [
    ...FEATURE_NODES.flatMap((node) => affineParameters(`encoder.${node}.0`, block, CONTEXT_WIDTHS[node], width)),
    ...normParameters('encoder.features.norm_0', block, [count, 1, width]),
    weightParameter('encoder.features.1.weight', block, [count, width, width], bound),
    vectorParameter('encoder.features.1.bias', block, [count, 1, width], { kind: 'uniform', bound }),
    ...normParameters('encoder.features.norm_1', block, [count, 1, width]),
  ];
}

function ballParameters({ width, tables }: NetworkShape): ModelParameter[] {
  const block = 'ball encoder';
  const { player } = TABLE_WIDTHS;
  return [
    tableParameter('encoder.ball.bowler_table', block, tables.players + 1, player),
    tableParameter('encoder.ball.batter_table', block, tables.players + 1, player),
    ...affineParameters('encoder.ball.0', block, BALL_WIDTH + 2 * player, width),
    ...normParameters('encoder.ball.norm_0', block, [width]),
    ...affineParameters('encoder.ball.1', block, width, width),
    ...normParameters('encoder.ball.norm_1', block, [width]),
  ];
}

/**
 * First states of the 20 nodes of one kind each.
 * @param inputs hold {@link NodeInputs} and the dropout masks of a training step
 * @returns float32 [S, width] each
 */
export function encodeSingleNodes(shape: NetworkShape, parameters: NamedTensors, inputs: NamedTensors): SingleStates {
  const { venue, teams, features } = asNodeInputs(inputs);
  const [samples, graphs] = [features.shape[0], venue.size];
  const everyMoment = (x: Tensor) =>
    tf.reshape(tf.tile(tf.reshape(x, [graphs, 1, shape.width]), [1, samples / graphs, 1]), [samples, shape.width]);
  const encode = (name: string, x: Tensor) => encodeBlock(parameters, inputs, `encoder.${name}`, x);
  const [batting, bowling] = tf.split(encode('team', tableRows(parameters, 'encoder.team.table', teams)), 2);
  return {
    ...encodeFeatures(shape, parameters, inputs),
    ...encodePlayers(shape, parameters, inputs),
    venue: everyMoment(encode('venue', tableRows(parameters, 'encoder.venue.table', venue))),
    batting_team: everyMoment(batting!),
    bowling_team: everyMoment(bowling!),
    query: tf.add(tf.zeros([samples, shape.width]), parameters['encoder.query']!),
  } as SingleStates;
}

function encodeBlock(parameters: NamedTensors, inputs: NamedTensors, name: string, x: Tensor): Tensor {
  const hidden = gelu(layerNorm(parameters, `${name}.norm`, affine(parameters, `${name}.0`, x)));
  return affine(parameters, `${name}.1`, dropout(inputs, name, hidden));
}

function encodePlayers(shape: NetworkShape, parameters: NamedTensors, inputs: NamedTensors): Record<string, Tensor> {
  const { players, player_teams, player_roles } = asNodeInputs(inputs);
  const known = encodeBlock(
    parameters,
    inputs,
    'encoder.player',
    tableRows(parameters, 'encoder.player.table', players),
  );
  const encoded = shape.hasFallback ? chooseFallback(known) : known;
  return Object.fromEntries(tf.split(encoded, PLAYER_NODES.length).map((part, index) => [PLAYER_NODES[index]!, part]));

  function chooseFallback(ofKnown: Tensor): Tensor {
    const rows = tf.concat(
      [
        tableRows(parameters, 'encoder.fallback.team_table', player_teams),
        tableRows(parameters, 'encoder.fallback.role_table', player_roles),
      ],
      1,
    );
    const ofUnknown = encodeBlock(parameters, inputs, 'encoder.fallback', rows);
    const isKnown = tf.reshape(tf.cast(tf.greater(players, 0), 'float32'), [players.size, 1]);
    return tf.add(tf.mul(ofKnown, isKnown), tf.mul(ofUnknown, tf.sub(1, isKnown)));
  }
}

/** The 13 feature encoders as one stack of matrices: 13 small products in one. */
function encodeFeatures(
  { hasStandardizedFeatures }: NetworkShape,
  parameters: NamedTensors,
  inputs: NamedTensors,
): Record<string, Tensor> {
  const raw = asNodeInputs(inputs).features;
  const features = hasStandardizedFeatures ? standardized(parameters, raw) : raw;
  const weights = FEATURE_NODES.map((node) => widened(parameters[`encoder.${node}.0.weight`]!, node, 0));
  const biases = FEATURE_NODES.map((node) => parameters[`encoder.${node}.0.bias`]!);
  const columns = FEATURE_NODES.map((node) => widened(columnsOf(features, node), node, 1));
  const first = tf.add(tf.matMul(tf.stack(columns), tf.stack(weights)), tf.expandDims(tf.stack(biases), 1));
  const hidden = dropout(inputs, 'encoder.features', gelu(layerNorm(parameters, 'encoder.features.norm_0', first)));
  const second = tf.add(
    tf.matMul(hidden, parameters['encoder.features.1.weight']!),
    parameters['encoder.features.1.bias']!,
  );
  const states = tf.unstack(layerNorm(parameters, 'encoder.features.norm_1', second));
  return Object.fromEntries(FEATURE_NODES.map((node, index) => [node, states[index]!]));
}

/** @returns float32 [rows, columns of the node] */
export const columnsOf = (features: Tensor, node: FeatureNode): Tensor =>
  tf.slice(features, [0, CONTEXT_OFFSETS[node]], [features.shape[0], CONTEXT_WIDTHS[node]]);

function widened(x: Tensor, node: FeatureNode, axis: 0 | 1): Tensor {
  const paddings: [number, number][] = [
    [0, 0],
    [0, 0],
  ];
  paddings[axis] = [0, WIDEST - CONTEXT_WIDTHS[node]];
  return tf.pad(x, paddings);
}

/** First states of the balls: float32 [G * T, width]. */
export function encodeBalls(parameters: NamedTensors, inputs: NamedTensors): Tensor {
  const { balls, ball_bowlers, ball_batters } = asNodeInputs(inputs);
  const bowlers = tableRows(parameters, 'encoder.ball.bowler_table', ball_bowlers);
  const batters = tableRows(parameters, 'encoder.ball.batter_table', ball_batters);
  const first = affine(parameters, 'encoder.ball.0', tf.concat([balls, bowlers, batters], 1));
  const hidden = dropout(inputs, 'encoder.ball', gelu(layerNorm(parameters, 'encoder.ball.norm_0', first)));
  return layerNorm(parameters, 'encoder.ball.norm_1', affine(parameters, 'encoder.ball.1', hidden));
}
