import type { TerritoryEpisode, TerritoryTier } from '#contract/territory';
import { generalizedAdvantages } from '../../generalized-advantages';
import type { VectorStep } from '../../vector-environment';
import { OCTANTS } from '../game/action-codec';
import { RandomNumbers, STREAM } from '../game/random-numbers';
import { GLOBAL_FEATURES, type TerritoryObservations } from '../observation/observation-layout';
import { TerritoryVectorEnvironment } from '../territory-vector-environment';
import { AdamState } from './adam-state';
import { STATE_FEATURES, writeLinearFeatures } from './linear-features';
import {
  addLogitGradient,
  allowedOctants,
  allowsBuilding,
  choiceLogits,
  CHOICES,
  choiceToAction,
  POLICY_WEIGHTS,
  softmaxInPlace,
} from './linear-model';
import { addValueGradient, linearValue, VALUE_WEIGHTS } from './linear-value';
import { writeLogitSlopes } from './policy-loss';

/** Settings of the sanity learner; fixed, since it is a yardstick. */
export const LINEAR_PPO = {
  environments: 8,
  steps: 128,
  epochs: 4,
  discount: 0.995,
  traceDecay: 0.95,
  clip: 0.2,
  entropyCoefficient: 0.01,
  valueCoefficient: 0.5,
  maxGradientNorm: 0.5,
  learningRate: 0.1,
  mapPoolSize: 64,
} as const;

const ROWS = LINEAR_PPO.environments;
/** Decisions of one rollout. */
export const LINEAR_ROLLOUT = ROWS * LINEAR_PPO.steps;
const GLOBALS = GLOBAL_FEATURES.length;

/** What one update of the sanity learner saw. */
export interface LinearUpdate {
  /** Decisions played so far. */
  readonly decisions: number;
  /** Episodes that ended in the rollout. */
  readonly episodes: readonly TerritoryEpisode[];
  /** Mean entropy of the rollout's choices, nats. */
  readonly entropy: number;
}

/**
 * The sanity learner: 43 linear weights trained by plain PPO with gradients written out by hand. It shares nothing with
 * the networks but the game, so when it learns and a network does not, the fault lies with the network or its training.
 *
 * @see docs/families/actor-critic.md#sanity-learner
 */
export class LinearPpo {
  /** float64 [43] */
  readonly weights = new Float64Array(POLICY_WEIGHTS);
  private readonly valueWeights = new Float64Array(VALUE_WEIGHTS);
  private readonly environment: TerritoryVectorEnvironment;
  private readonly optimizer = new AdamState(POLICY_WEIGHTS, LINEAR_PPO.learningRate);
  private readonly valueOptimizer = new AdamState(VALUE_WEIGHTS, LINEAR_PPO.learningRate);
  private readonly random: RandomNumbers;
  // The rollout, [steps * rows] of each.
  private readonly features = new Float32Array(LINEAR_ROLLOUT * STATE_FEATURES);
  private readonly globals = new Float32Array(LINEAR_ROLLOUT * GLOBALS);
  private readonly octants = new Uint8Array(LINEAR_ROLLOUT * OCTANTS);
  private readonly choices = new Uint8Array(LINEAR_ROLLOUT);
  private readonly logProbabilities = new Float64Array(LINEAR_ROLLOUT);
  private readonly values = new Float32Array(LINEAR_ROLLOUT);
  private readonly rewards = new Float32Array(LINEAR_ROLLOUT);
  private readonly terminated = new Uint8Array(LINEAR_ROLLOUT);
  private readonly truncated = new Uint8Array(LINEAR_ROLLOUT);
  private readonly finalValues = new Float32Array(LINEAR_ROLLOUT);
  private readonly advantages = new Float32Array(LINEAR_ROLLOUT);
  private readonly returns = new Float32Array(LINEAR_ROLLOUT);
  // Reused by every decision and sample.
  private readonly actions = new Int32Array(ROWS);
  private readonly probabilities = new Float64Array(CHOICES);
  private readonly slopes = new Float64Array(CHOICES);
  private readonly gradient = new Float64Array(POLICY_WEIGHTS);
  private readonly valueGradient = new Float64Array(VALUE_WEIGHTS);
  private current: { readonly observations: TerritoryObservations; readonly actionMasks: Uint8Array };
  private decisions = 0;

  constructor(tier: TerritoryTier, seed: number) {
    const { environments, mapPoolSize } = LINEAR_PPO;
    this.environment = new TerritoryVectorEnvironment({
      environments,
      tier,
      reward: 'default',
      mapPoolSize,
      selfPlay: null,
    });
    this.random = new RandomNumbers(seed, STREAM.sampling);
    this.current = this.environment.reset(seed);
  }

  /** A rollout of 8 x 128 decisions and four passes over all of it. */
  update(): LinearUpdate {
    const episodes: TerritoryEpisode[] = [];
    let entropy = 0;
    for (let step = 0; step < LINEAR_PPO.steps; step++) {
      const from = step * ROWS;
      for (let row = 0; row < ROWS; row++) entropy += this.decide(row, from + row);
      episodes.push(...this.record(this.environment.step(this.actions), from));
    }
    this.estimateAdvantages();
    for (let epoch = 0; epoch < LINEAR_PPO.epochs; epoch++) this.improve();
    this.decisions += LINEAR_ROLLOUT;
    return { decisions: this.decisions, episodes, entropy: entropy / LINEAR_ROLLOUT };
  }

  /** Chooses the action of a row and notes what it was chosen from. @returns entropy of the choice, nats */
  private decide(row: number, sample: number): number {
    const { actionMasks, observations } = this.current;
    writeLinearFeatures(this.environment.view(row), this.features, sample * STATE_FEATURES);
    allowedOctants(actionMasks, row, this.octants.subarray(sample * OCTANTS, (sample + 1) * OCTANTS));
    this.globals.set(observations.globals.subarray(row * GLOBALS, (row + 1) * GLOBALS), sample * GLOBALS);
    this.values[sample] = linearValue(this.valueWeights, this.globals, sample * GLOBALS);
    const entropy = this.evaluateChoices(sample);
    const choice = this.drawChoice();
    this.choices[sample] = choice;
    this.logProbabilities[sample] = Math.log(this.probabilities[choice]!);
    this.actions[row] = choiceToAction(choice, allowsBuilding(actionMasks, row));
    return entropy;
  }

  /** Fills `probabilities` for a sample of the rollout. @returns their entropy, nats */
  private evaluateChoices(sample: number): number {
    const octants = this.octants.subarray(sample * OCTANTS, (sample + 1) * OCTANTS);
    choiceLogits(this.weights, this.features, sample * STATE_FEATURES, octants, this.probabilities);
    return softmaxInPlace(this.probabilities);
  }

  private drawChoice(): number {
    let left = this.random.uniform();
    for (let choice = 0; choice < CHOICES; choice++) {
      left -= this.probabilities[choice]!;
      if (left < 0) return choice;
    }
    // Rounding left a crumb; WAIT, the last choice, is always allowed.
    return CHOICES - 1;
  }

  private record(step: VectorStep<TerritoryObservations, TerritoryEpisode>, from: number): TerritoryEpisode[] {
    this.current = step;
    this.rewards.set(step.rewards, from);
    this.terminated.set(step.terminated, from);
    this.truncated.set(step.truncated, from);
    for (let row = 0; row < ROWS; row++) {
      if (step.truncated[row] === 0) continue;
      this.finalValues[from + row] = linearValue(this.valueWeights, step.finalObservations.globals, row * GLOBALS);
    }
    return step.finalInfos.filter((info) => info !== null);
  }

  private estimateAdvantages(): void {
    const { globals } = this.current.observations;
    const lastValues = Float32Array.from({ length: ROWS }, (_, row) =>
      linearValue(this.valueWeights, globals, row * GLOBALS),
    );
    const { steps, discount, traceDecay } = LINEAR_PPO;
    const { rewards, values, terminated, truncated, finalValues } = this;
    const rollout = { rewards, values, terminated, truncated, finalValues, lastValues };
    generalizedAdvantages({ steps, rows: ROWS, discount, traceDecay, ...rollout }, this.advantages);
    for (let i = 0; i < LINEAR_ROLLOUT; i++) this.returns[i] = this.advantages[i]! + values[i]!;
    normalize(this.advantages);
  }

  /** One gradient step on the whole rollout. */
  private improve(): void {
    this.gradient.fill(0);
    this.valueGradient.fill(0);
    const { clip, entropyCoefficient, valueCoefficient, maxGradientNorm } = LINEAR_PPO;
    for (let sample = 0; sample < LINEAR_ROLLOUT; sample++) {
      const entropy = this.evaluateChoices(sample);
      const choice = this.choices[sample]!;
      const oldLogProbability = this.logProbabilities[sample]!;
      const advantage = this.advantages[sample]!;
      const { probabilities, slopes } = this;
      writeLogitSlopes(
        { probabilities, entropy, choice, oldLogProbability, advantage, clip, entropyCoefficient },
        slopes,
      );
      addLogitGradient(this.weights, slopes, this.features, sample * STATE_FEATURES, this.gradient);
      const error = linearValue(this.valueWeights, this.globals, sample * GLOBALS) - this.returns[sample]!;
      addValueGradient(2 * valueCoefficient * error, this.globals, sample * GLOBALS, this.valueGradient);
    }
    scaleAndClip([this.gradient, this.valueGradient], 1 / LINEAR_ROLLOUT, maxGradientNorm);
    this.optimizer.step(this.weights, this.gradient);
    this.valueOptimizer.step(this.valueWeights, this.valueGradient);
  }
}

/** Mean 0 and deviation 1, in place. */
function normalize(values: Float32Array): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const scale = 1 / (Math.sqrt(variance) + 1e-8);
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! - mean) * scale;
}

/** Multiplies all parts of a gradient, then shortens it to the largest norm allowed. */
function scaleAndClip(parts: readonly Float64Array[], scale: number, maxNorm: number): void {
  let squares = 0;
  for (const part of parts) for (let i = 0; i < part.length; i++) squares += (part[i]! *= scale) ** 2;
  const shrink = Math.min(1, maxNorm / (Math.sqrt(squares) + 1e-6));
  for (const part of parts) for (let i = 0; i < part.length; i++) part[i]! *= shrink;
}
