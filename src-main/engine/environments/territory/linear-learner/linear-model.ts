import { MASKED_LOGIT } from '../../evaluation/masked-choice';
import { ACTIONS, encodeAction, INTENSITIES, OCTANTS, WAIT } from '../game/action-codec';
import { GLOBAL_INPUTS, OCTANT_FEATURES } from './linear-features';

/** The 90 actions without the build flag and without the further intensities of WAIT: octant * 5 + intensity, then WAIT. */
export const CHOICES = OCTANTS * INTENSITIES.length + 1;
const WAIT_CHOICE = CHOICES - 1;

/** Where the weights lie: 7 shared by the octants, 6 for WAIT, 6 for each of 5 intensities; 43 in all. Then 6 of the value. */
const WAIT_WEIGHTS = OCTANT_FEATURES;
const INTENSITY_WEIGHTS = WAIT_WEIGHTS + GLOBAL_INPUTS;
export const POLICY_WEIGHTS = INTENSITY_WEIGHTS + INTENSITIES.length * GLOBAL_INPUTS;
const GLOBALS_AT = OCTANTS * OCTANT_FEATURES;

/** A city is built whenever the mask allows one: a linear policy has nothing to learn there. */
export const choiceToAction = (choice: number, canBuild: boolean): number =>
  choice === WAIT_CHOICE
    ? encodeAction(WAIT, 0, canBuild)
    : encodeAction(Math.floor(choice / INTENSITIES.length), choice % INTENSITIES.length, canBuild);

function dot(weights: Float64Array, from: number, features: Float32Array, at: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[from + i]! * features[at + i]!;
  return sum;
}

/** Writes the log probabilities of the five intensities of an attack. */
function writeIntensities(weights: Float64Array, features: Float32Array, at: number, out: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = dot(weights, INTENSITY_WEIGHTS + i * GLOBAL_INPUTS, features, at + GLOBALS_AT, GLOBAL_INPUTS);
    sum += Math.exp(out[i]!);
  }
  for (let i = 0; i < out.length; i++) out[i]! -= Math.log(sum);
}

const intensities = new Float64Array(INTENSITIES.length);

/**
 * Writes the logits of the 41 choices: the octant's logit plus the log probability of the intensity, so that untrained
 * weights choose among the octants and WAIT alike, not among 40 attacks and one WAIT. Octants without targets get the
 * masked logit.
 * @param features float32, a state of 62 numbers from `at` on
 */
export function choiceLogits(
  weights: Float64Array,
  features: Float32Array,
  at: number,
  mask: Uint8Array,
  out: Float64Array,
): void {
  writeIntensities(weights, features, at, intensities);
  for (let octant = 0; octant < OCTANTS; octant++) {
    const attack = dot(weights, 0, features, at + octant * OCTANT_FEATURES, OCTANT_FEATURES);
    for (let i = 0; i < INTENSITIES.length; i++) {
      out[octant * INTENSITIES.length + i] = mask[octant] === 1 ? attack + intensities[i]! : MASKED_LOGIT;
    }
  }
  out[WAIT_CHOICE] = dot(weights, WAIT_WEIGHTS, features, at + GLOBALS_AT, GLOBAL_INPUTS);
}

/** Turns logits into probabilities in place. @returns the entropy in nats */
export function softmaxInPlace(logits: Float64Array): number {
  let [largest, sum, entropy] = [-Infinity, 0, 0];
  for (const logit of logits) largest = Math.max(largest, logit);
  for (let i = 0; i < logits.length; i++) sum += logits[i] = Math.exp(logits[i]! - largest);
  for (let i = 0; i < logits.length; i++) {
    const probability = (logits[i]! /= sum);
    if (probability > 0) entropy -= probability * Math.log(probability);
  }
  return entropy;
}

const intensitySlopes = new Float64Array(INTENSITIES.length);

/**
 * Adds the gradient of the weights when the gradient of the 41 logits is known: the chain rule of {@link choiceLogits}.
 * An intensity's log probability b_i - log(sum(exp(b))) passes on slope_i - softmax_i * sum(slopes).
 * @param gradient float64 [43], added to
 */
export function addLogitGradient(
  weights: Float64Array,
  logitGradient: Float64Array,
  features: Float32Array,
  at: number,
  gradient: Float64Array,
): void {
  writeIntensities(weights, features, at, intensities);
  const globals = at + GLOBALS_AT;
  intensitySlopes.fill(0);
  let attacks = 0;
  for (let octant = 0; octant < OCTANTS; octant++) {
    let sum = 0;
    for (let i = 0; i < INTENSITIES.length; i++) {
      const slope = logitGradient[octant * INTENSITIES.length + i]!;
      sum += slope;
      intensitySlopes[i]! += slope;
    }
    attacks += sum;
    addScaled(gradient, 0, features, at + octant * OCTANT_FEATURES, OCTANT_FEATURES, sum);
  }
  for (let i = 0; i < INTENSITIES.length; i++) {
    const slope = intensitySlopes[i]! - Math.exp(intensities[i]!) * attacks;
    addScaled(gradient, INTENSITY_WEIGHTS + i * GLOBAL_INPUTS, features, globals, GLOBAL_INPUTS, slope);
  }
  addScaled(gradient, WAIT_WEIGHTS, features, globals, GLOBAL_INPUTS, logitGradient[WAIT_CHOICE]!);
}

function addScaled(
  to: Float64Array,
  from: number,
  features: Float32Array,
  at: number,
  count: number,
  factor: number,
): void {
  if (factor === 0) return;
  for (let i = 0; i < count; i++) to[from + i]! += factor * features[at + i]!;
}

/** Octants that the mask of the 90 actions allows, uint8 [8]. */
export function allowedOctants(actionMasks: Uint8Array, row: number, out: Uint8Array): void {
  for (let octant = 0; octant < OCTANTS; octant++) {
    out[octant] = actionMasks[row * ACTIONS + encodeAction(octant, 0, false)]!;
  }
}

/** @returns whether the mask of a row allows to build */
export const allowsBuilding = (actionMasks: Uint8Array, row: number): boolean =>
  actionMasks[row * ACTIONS + encodeAction(WAIT, 0, true)] === 1;
