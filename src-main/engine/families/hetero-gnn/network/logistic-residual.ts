import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import type { LogisticModel } from '../baselines/logistic-regression';
import { BALL_WIDTH, CONTEXT_WIDTH } from '../features/context-layout';
import { CLASS_COUNT } from '../matches/ball-class';
import type { ModelParameter } from '../../family';
import { fixedParameter, tableRows } from './layers';
import { asNodeInputs } from './network-inputs';
import { previousBalls } from './previous-balls';
import type { TableSizes } from './network-shape';

/** Input with the logits of a regression that never saw the match, float32 [S, 7]; in training only. */
export const HELD_OUT_LOGITS = 'held_out_logits';

/** The same for every ball of the graphs, float32 [G * T, 7]; where exact execution is trained with surprises. */
export const HELD_OUT_BALL_LOGITS = 'held_out_ball_logits';

const BLOCK = 'regression';

/** Tables of the entities in the order of the regression's own, with the size that gives their rows. */
const ENTITIES = [
  ['striker', 'players'],
  ['non_striker', 'players'],
  ['bowler', 'players'],
  ['venue', 'venues'],
  ['batting_team', 'teams'],
] as const satisfies readonly (readonly [string, keyof TableSizes])[];
type EntityName = (typeof ENTITIES)[number][0];

const tableName = (entity: EntityName): string => `${BLOCK}.${entity}.table`;

/**
 * The logistic regression as parameters that are stored and exported with the network and never trained. Its standardisation
 * is folded into weights and bias.
 *
 * @param regression null: zeros, to be overwritten by those of a checkpoint
 */
export function logisticParameters(tables: TableSizes, regression: LogisticModel | null): readonly ModelParameter[] {
  const folded = regression && foldStandardisation(regression);
  let next = 0;
  return [
    fixedParameter(`${BLOCK}.numbers.weight`, BLOCK, [CONTEXT_WIDTH, CLASS_COUNT], folded?.numbers ?? null),
    fixedParameter(`${BLOCK}.ball.weight`, BLOCK, [BALL_WIDTH, CLASS_COUNT], folded?.ball ?? null),
    fixedParameter(`${BLOCK}.bias`, BLOCK, [CLASS_COUNT], folded?.bias ?? null),
    ...ENTITIES.map(([entity, size]) => {
      const rows = tables[size] + 1;
      const first = next;
      next += rows;
      const values = regression?.entities.subarray(first * CLASS_COUNT, next * CLASS_COUNT);
      return fixedParameter(tableName(entity), BLOCK, [rows, CLASS_COUNT], values ?? null);
    }),
  ];
}

/** (x - mean) scale w + b as x (scale w) + (b - mean scale w). */
function foldStandardisation({ dense, means, scales }: LogisticModel) {
  const width = means.length;
  const weights = dense
    .slice(0, width * CLASS_COUNT)
    .map((weight, at) => weight * scales[Math.floor(at / CLASS_COUNT)]!);
  const bias = Float64Array.from(dense.subarray(width * CLASS_COUNT));
  weights.forEach((weight, at) => {
    bias[at % CLASS_COUNT]! -= weight * means[Math.floor(at / CLASS_COUNT)]!;
  });
  const split = CONTEXT_WIDTH * CLASS_COUNT;
  return { numbers: weights.subarray(0, split), ball: weights.subarray(split), bias: Float32Array.from(bias) };
}

/**
 * What the network's outputs are added to: in training the held-out logits of the batch, else the regression's own answer.
 * @param history float32 [G, M, T], 1 = an earlier ball of the moment
 * @returns float32 [S, 7]
 */
export function residualLogits(parameters: NamedTensors, inputs: NamedTensors, history: Tensor): Tensor {
  return inputs[HELD_OUT_LOGITS] ?? regressionLogits(parameters, inputs, history);
}

function regressionLogits(parameters: NamedTensors, inputs: NamedTensors, history: Tensor): Tensor {
  const { players, features } = asNodeInputs(inputs);
  const [striker, nonStriker, bowler] = tf.split(players, 3) as [Tensor, Tensor, Tensor];
  return momentLogits(parameters, inputs, {
    features,
    previous: previousBalls(inputs, history),
    striker,
    nonStriker,
    bowler,
  });
}

/** What the regression says before each ball: when packed, balls and moments are the same rows. */
export const packedBallLogits = (_parameters: NamedTensors, _inputs: NamedTensors, ofMoments: Tensor): Tensor =>
  ofMoments;

/**
 * What the regression says before each ball of exact graphs, whose own moments are that of the sample alone.
 * @returns float32 [G * T, 7]; the first ball of a graph has none before it, so its row is of no use
 */
export function exactBallLogits(parameters: NamedTensors, inputs: NamedTensors): Tensor {
  const { balls, ball_conditions, ball_batters, ball_non_strikers, ball_bowlers } = asNodeInputs(inputs);
  return (
    inputs[HELD_OUT_BALL_LOGITS] ??
    momentLogits(parameters, inputs, {
      features: ball_conditions,
      previous: tf.concat([tf.zeros([1, BALL_WIDTH]), tf.slice(balls, 0, balls.shape[0] - 1)], 0),
      striker: ball_batters,
      nonStriker: ball_non_strikers,
      bowler: ball_bowlers,
    })
  );
}

/** What the regression reads of R moments, the same number in every graph. */
interface RegressionRows {
  /** float32 [R, 59]. */
  readonly features: Tensor;
  /** Numbers of the ball before, float32 [R, 18]. */
  readonly previous: Tensor;
  /** int32 [R] each. */
  readonly striker: Tensor;
  readonly nonStriker: Tensor;
  readonly bowler: Tensor;
}

function momentLogits(
  parameters: NamedTensors,
  inputs: NamedTensors,
  { features, previous, striker, nonStriker, bowler }: RegressionRows,
): Tensor {
  const { venue, teams } = asNodeInputs(inputs);
  const [samples, graphs] = [features.shape[0], venue.size];
  const rowsOf = (entity: EntityName, ids: Tensor) => tableRows(parameters, tableName(entity), ids);
  const [batting] = tf.split(teams, 2);
  const ofInnings = tf.add(rowsOf('venue', venue), rowsOf('batting_team', batting!));
  const everyMoment = tf.tile(tf.reshape(ofInnings, [graphs, 1, CLASS_COUNT]), [1, samples / graphs, 1]);
  return tf.addN([
    tf.matMul(features, parameters[`${BLOCK}.numbers.weight`]!),
    tf.matMul(previous, parameters[`${BLOCK}.ball.weight`]!),
    tf.add(tf.reshape(everyMoment, [samples, CLASS_COUNT]), parameters[`${BLOCK}.bias`]!),
    rowsOf('striker', striker),
    rowsOf('non_striker', nonStriker),
    rowsOf('bowler', bowler),
  ]);
}
