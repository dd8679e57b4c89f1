import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { layerNorm, layerNormParameters } from '../../../layers/layer-norm';
import { linear, linearParameters } from '../../../layers/linear';
import { maskedSoftmax } from '../../../layers/masked-softmax';
import { sequenceSquaredError, type SequenceNormalization } from '../../../losses/sequence-squared-error';
import type { BlockDescription, Model, ModelParameter, NoiseSpec } from '../../family';
import { cutPlays } from '../network/cut-batch';
import { PAIR_FEATURES } from './joint-features';

/** Everything that decides the parameters and operations of the joint network. */
export interface JointShape {
  readonly features: number;
  readonly width: number;
  readonly heads: number;
  readonly blocks: number;
  readonly controlPoints: number;
  readonly dropout: number;
  readonly normalization: SequenceNormalization;
  readonly maxOutputLen: number;
  /** Yards that an error is divided by. */
  readonly wayDeviation: number;
}

/** What the joint network reads: B plays of P player slots, O frames. */
interface JointInputs {
  /** float32 [B, P, features]. */
  readonly players: Tensor3D;
  /** float32 [B, P, P, PAIR_FEATURES]: what the first sees of the second. */
  readonly pairs: Tensor4D;
  /** float32 [B, P], 1 = player. */
  readonly player_mask: Tensor2D;
  /** float32 [B, 1, P * 2], yd/s. */
  readonly velocity: Tensor3D;
  /** float32 [B, O, 1], since the release. */
  readonly seconds: Tensor3D;
  /** float32 [B, O, control points]: weight of each control point, times the seconds of the flight. */
  readonly curve: Tensor3D;
  /** float32 [O * B * P, 2], way from the release, yards. */
  readonly target: Tensor2D;
  /** float32 [O * B * P, 1]. */
  readonly mask: Tensor2D;
  /** float32 [B * P, 1], 1 = player whose error counts. */
  readonly sample_mask: Tensor2D;
}

const asJointInputs = (inputs: NamedTensors): JointInputs => inputs as unknown as JointInputs;
const blockName = (block: number): string => `block.${block}`;
const noiseName = (block: number, part: 'attention' | 'feed'): string => `dropout.${blockName(block)}.${part}`;
/** Hidden units of a block's feed-forward part, in widths. */
const EXPANSION = 2;

/** @returns the dropout of a training step of `plays` plays with `slots` players */
export const jointNoise = ({ blocks, dropout, width }: JointShape, plays: number, slots: number): NoiseSpec[] =>
  dropout === 0
    ? []
    : Array.from({ length: blocks }, (_, block) =>
        (['attention', 'feed'] as const).map((part) => ({
          name: noiseName(block, part),
          shape: [plays * slots, width],
          kind: 'bernoulli' as const,
          keep: 1 - dropout,
        })),
      ).flat();

/**
 * All players of a play together: set attention whose weights and values see how two players move against each other. Each
 * player's way is the straight line of constant velocity plus a Bezier curve whose control points the network sets. No
 * order of players enters, so none matters. The forward pass gives `ways`, float32 [O * B * P, 2], yards.
 */
export function createJointNetwork(shape: JointShape, slots: number): Model {
  return {
    parameters: jointParameters(shape),
    blocks: blockDescriptions(shape, slots),
    cut: cutPlays(shape.normalization),
    loss: (parameters, named) => {
      const inputs = asJointInputs(named);
      const ways = waysOf(parameters, inputs, named, shape);
      const padded = { mask: inputs.mask, sampleMask: inputs.sample_mask, fullLength: shape.maxOutputLen };
      const scale = 1 / shape.wayDeviation;
      const loss = sequenceSquaredError(
        tf.mul<Tensor2D>(ways, scale),
        tf.mul<Tensor2D>(inputs.target, scale),
        padded,
        shape.normalization,
      );
      return { loss, outputs: {} };
    },
    forward: (parameters, named) => ({ ways: waysOf(parameters, asJointInputs(named), {}, shape) }),
  };
}

function waysOf(parameters: NamedTensors, inputs: JointInputs, noise: NamedTensors, shape: JointShape): Tensor2D {
  const [plays, slots, features] = inputs.players.shape;
  const rows = plays * slots;
  let hidden = linear(parameters, 'embed', tf.reshape<tf.Rank.R2>(inputs.players, [rows, features]));
  const pairs = tf.relu(
    linear(parameters, 'pairs', tf.reshape<tf.Rank.R2>(inputs.pairs, [rows * slots, PAIR_FEATURES])),
  );
  for (let block = 0; block < shape.blocks; block += 1)
    hidden = runBlock(parameters, block, hidden, pairs, inputs, noise, shape);
  const seen = tf.relu(linear(parameters, 'head.hidden', layerNorm(parameters, 'head.norm', hidden)));
  const points = tf.reshape(linear(parameters, 'head.points', seen), [plays, slots, shape.controlPoints, 2]);
  const byPoint = tf.reshape(tf.transpose(points, [0, 2, 1, 3]), [plays, shape.controlPoints, slots * 2]);
  const straight = tf.matMul(inputs.seconds, inputs.velocity);
  const ways = tf.add(straight, tf.matMul(inputs.curve, byPoint));
  const steps = inputs.curve.shape[1];
  return tf.reshape<tf.Rank.R2>(tf.transpose(ways, [1, 0, 2]), [steps * rows, 2]);
}

/** Attention and feed-forward part, each on normalised input and added to it. @returns float32 [B * P, width] */
function runBlock(
  parameters: NamedTensors,
  block: number,
  hidden: Tensor2D,
  pairs: Tensor2D,
  inputs: JointInputs,
  noise: NamedTensors,
  shape: JointShape,
): Tensor2D {
  const name = blockName(block);
  const dropped = (x: Tensor2D, part: 'attention' | 'feed'): Tensor2D => {
    const mask = noise[noiseName(block, part)];
    return mask ? tf.mul<Tensor2D>(x, mask) : x;
  };
  const attended = attend(parameters, name, layerNorm(parameters, `${name}.norm1`, hidden), pairs, inputs, shape);
  const middle = tf.add<Tensor2D>(hidden, dropped(attended, 'attention'));
  const normed = layerNorm(parameters, `${name}.norm2`, middle);
  const fed = linear(parameters, `${name}.contract`, tf.relu(linear(parameters, `${name}.expand`, normed)));
  return tf.add<Tensor2D>(middle, dropped(fed, 'feed'));
}

function attend(
  parameters: NamedTensors,
  name: string,
  x: Tensor2D,
  pairs: Tensor2D,
  { player_mask }: JointInputs,
  { heads, width }: JointShape,
): Tensor2D {
  const [plays, slots] = player_mask.shape;
  const headWidth = width / heads;
  const byHead = (part: string): Tensor4D =>
    tf.transpose(
      tf.reshape<tf.Rank.R4>(linear(parameters, `${name}.${part}`, x), [plays, slots, heads, headWidth]),
      [0, 2, 1, 3],
    );
  const content = tf.mul(tf.matMul(byHead('query'), byHead('key'), false, true), 1 / Math.sqrt(headWidth));
  const bias = tf.transpose(
    tf.reshape(linear(parameters, `${name}.pair_bias`, pairs), [plays, slots, slots, heads]),
    [0, 3, 1, 2],
  );
  const weights = maskedSoftmax(tf.add(content, bias), tf.reshape(player_mask, [plays, 1, 1, slots])) as Tensor4D;
  const values = tf.reshape<tf.Rank.R2>(tf.transpose(tf.matMul(weights, byHead('value')), [0, 2, 1, 3]), [
    plays * slots,
    width,
  ]);
  // The same weights gather what the player sees of the others.
  const perPlayer = tf.reshape<tf.Rank.R3>(tf.transpose(weights, [0, 2, 1, 3]), [plays * slots, heads, slots]);
  const pairWidth = pairs.shape[1];
  const seen = tf.reshape<tf.Rank.R2>(
    tf.matMul(perPlayer, tf.reshape<tf.Rank.R3>(pairs, [plays * slots, slots, pairWidth])),
    [plays * slots, heads * pairWidth],
  );
  return tf.add<Tensor2D>(linear(parameters, `${name}.output`, values), linear(parameters, `${name}.seen`, seen));
}

const PAIR_WIDTH = 16;

function jointParameters(shape: JointShape): readonly ModelParameter[] {
  const { features, width, heads, blocks, controlPoints } = shape;
  const dense = (block: string, name: string, inputs: number, outputs: number) =>
    linearParameters({ name, inputs, outputs, block, bias: { kind: 'zeros' } });
  return [
    ...dense('embed', 'embed', features, width),
    ...dense('pairs', 'pairs', PAIR_FEATURES, PAIR_WIDTH),
    ...Array.from({ length: blocks }, (_, index) => {
      const name = blockName(index);
      const own = (part: string, inputs: number, outputs: number) => dense(name, `${name}.${part}`, inputs, outputs);
      return [
        ...layerNormParameters(`${name}.norm1`, width, name),
        ...(['query', 'key', 'value', 'output'] as const).flatMap((part) => own(part, width, width)),
        ...own('pair_bias', PAIR_WIDTH, heads),
        ...own('seen', heads * PAIR_WIDTH, width),
        ...layerNormParameters(`${name}.norm2`, width, name),
        ...own('expand', width, EXPANSION * width),
        ...own('contract', EXPANSION * width, width),
      ];
    }).flat(),
    ...layerNormParameters('head.norm', width, 'head'),
    ...dense('head', 'head.hidden', width, width),
    ...dense('head', 'head.points', width, controlPoints * 2),
  ];
}

/** Multiply-adds of one play. */
function blockDescriptions(shape: JointShape, slots: number): readonly BlockDescription[] {
  const { features, width, heads, blocks, controlPoints, maxOutputLen } = shape;
  const pairs = slots * slots;
  const perBlock =
    slots * width * width * (4 + 2 * EXPANSION) +
    2 * pairs * width +
    pairs * heads * PAIR_WIDTH * 2 +
    slots * heads * PAIR_WIDTH * width;
  return [
    { block: 'embed', multiplyAdds: slots * features * width },
    { block: 'pairs', multiplyAdds: pairs * PAIR_FEATURES * PAIR_WIDTH },
    ...Array.from({ length: blocks }, (_, block) => ({ block: blockName(block), multiplyAdds: perBlock })),
    {
      block: 'head',
      multiplyAdds: slots * (width * width + 2 * width * controlPoints + 2 * maxOutputLen * controlPoints),
    },
  ];
}
