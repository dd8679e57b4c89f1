import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../../backend/executor';
import { linear } from '../../../layers/linear';
import { parityAttention, placeAttention, type Attended } from './cross-attention';
import { mapFeatures, type MapFeatures, type StatisticsSource } from './map-branch';
import { FUSION_NOISE, type ObservationInputs } from './network-inputs';
import { globalLayers, headWidths } from './network-parameters';
import { networkWidths, type NetworkShape } from './network-shape';

/** Takes the place of minus infinity: a masked action gets probability 0 and no gradient, and no NaN comes in. */
const MASKED_LOGIT = 1e8;

/** What both heads say, and how the network came to it. */
export interface PolicyAndValue {
  /** float32 [B, 90], log probabilities over the valid actions. */
  readonly logProbabilities: Tensor2D;
  /** float32 [B] */
  readonly value: Tensor1D;
  readonly map: MapFeatures;
  /** null without cross-attention. */
  readonly attended: Attended | null;
}

/**
 * @param logits float32 [B, 90]
 * @param mask   float32 [B, 90], 1 = allowed
 * @returns log softmax over the allowed actions, float32 [B, 90]; owned by the enclosing tidy
 */
export const maskedLogProbabilities = (logits: Tensor2D, mask: Tensor2D): Tensor2D =>
  tf.logSoftmax(tf.add<Tensor2D>(logits, tf.mul(tf.sub(mask, 1), MASKED_LOGIT)));

/** Both networks of the brief and their variants (spec section 1). */
export function policyAndValue(
  parameters: NamedTensors,
  inputs: ObservationInputs,
  noise: NamedTensors,
  shape: NetworkShape,
  source: StatisticsSource,
): PolicyAndValue {
  const map = mapFeatures(parameters, inputs.map, shape, source);
  const globals = globalLayers(shape).reduce<Tensor2D>(
    (hidden, { name }) => tf.relu(linear(parameters, name, hidden)),
    inputs.globals,
  );
  const attended = attend(parameters, map, globals, shape);
  const joined = tf.concat<Tensor2D>([map.vector, globals, ...(attended ? [attended.attended] : [])], 1);
  const dropout = noise[FUSION_NOISE];
  const activated = tf.relu<Tensor2D>(linear(parameters, 'fusion', joined));
  const fused = dropout ? tf.mul<Tensor2D>(activated, dropout) : activated;
  return {
    logProbabilities: maskedLogProbabilities(head(parameters, 'actor', fused, shape), inputs.action_mask),
    value: tf.reshape<tf.Rank.R1>(head(parameters, 'critic', fused, shape), [fused.shape[0]]),
    map,
    attended,
  };
}

function attend(parameters: NamedTensors, map: MapFeatures, globals: Tensor2D, shape: NetworkShape): Attended | null {
  if (networkWidths(shape).attended === 0) return null;
  return shape.cross_attention === 'parity'
    ? parityAttention(parameters, map.vector, globals)
    : placeAttention(parameters, map.last, globals, shape);
}

function head(parameters: NamedTensors, name: 'actor' | 'critic', fused: Tensor2D, shape: NetworkShape): Tensor2D {
  const activate = (x: Tensor2D): Tensor2D => (shape.heads === 'brief' ? tf.relu(x) : tf.tanh(x));
  const hidden = headWidths(shape).reduce<Tensor2D>(
    (current, _, layer) => activate(linear(parameters, `${name}.${layer}`, current)),
    fused,
  );
  return linear(parameters, `${name}.output`, hidden);
}
