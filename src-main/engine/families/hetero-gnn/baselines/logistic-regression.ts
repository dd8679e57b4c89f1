import { CLASS_COUNT } from '../matches/ball-class';
import { DENSE_WIDTH, ENTITY_SLOTS } from './logistic-features';
import type { LogisticSamples } from './logistic-samples';

/** A fitted multinomial logistic regression. */
export interface LogisticModel {
  /** Standardisation of the numbers: (x - mean) * scale; scale 0 for a column that never changes. [DENSE_WIDTH] */
  readonly means: Float32Array;
  readonly scales: Float32Array;
  /** [(DENSE_WIDTH + 1) * 7], the last row is the bias. */
  readonly dense: Float32Array;
  /** [rows * 7], one row an entity. */
  readonly entities: Float32Array;
}

/** Sums of squared gradients of each weight, as AdaGrad keeps them. */
export interface LogisticOptimizer {
  readonly dense: Float32Array;
  readonly entities: Float32Array;
}

const BIAS_ROW = DENSE_WIDTH;
/** Samples of one step of the weights of the numbers. */
const BATCH = 32;
const DENSE_RATE = 0.05;
const ENTITY_RATE = 0.05;
const EPSILON = 1e-8;
/**
 * Sum of squared gradients that a new entity starts with: somebody seen on a few dozen balls hardly moves. Chosen on
 * validation: 1 (with a tenth of the decay), 20, 60, 150 gave log losses of 1.411, 1.405, 1.403, 1.402.
 */
const ENTITY_START = 150;
const ENTITY_DECAY = 1e-3;

export function newLogisticModel(means: Float32Array, scales: Float32Array, entityRows: number): LogisticModel {
  return {
    means,
    scales,
    dense: new Float32Array((DENSE_WIDTH + 1) * CLASS_COUNT),
    entities: new Float32Array(entityRows * CLASS_COUNT),
  };
}

export const newLogisticOptimizer = (model: LogisticModel): LogisticOptimizer => ({
  dense: new Float32Array(model.dense.length),
  entities: new Float32Array(model.entities.length).fill(ENTITY_START),
});

/** Writes the logits of a sample. @param inputs receives its standardised numbers */
function logitsOf(
  model: LogisticModel,
  samples: LogisticSamples,
  sample: number,
  inputs: Float32Array,
  logits: Float64Array,
): void {
  const { dense, entities, means, scales } = model;
  for (let at = 0; at < CLASS_COUNT; at += 1) logits[at] = dense[BIAS_ROW * CLASS_COUNT + at]!;
  for (let column = 0; column < DENSE_WIDTH; column += 1) {
    const value = (samples.dense[sample * DENSE_WIDTH + column]! - means[column]!) * scales[column]!;
    inputs[column] = value;
    for (let at = 0; at < CLASS_COUNT; at += 1) logits[at]! += value * dense[column * CLASS_COUNT + at]!;
  }
  for (let slot = 0; slot < ENTITY_SLOTS; slot += 1) {
    const row = samples.entities[sample * ENTITY_SLOTS + slot]!;
    if (row >= 0) for (let at = 0; at < CLASS_COUNT; at += 1) logits[at]! += entities[row * CLASS_COUNT + at]!;
  }
}

/** @returns float32 [count * 7] */
export function logisticLogits(model: LogisticModel, samples: LogisticSamples): Float32Array {
  const all = new Float32Array(samples.count * CLASS_COUNT);
  const inputs = new Float32Array(DENSE_WIDTH);
  const logits = new Float64Array(CLASS_COUNT);
  for (let sample = 0; sample < samples.count; sample += 1) {
    logitsOf(model, samples, sample, inputs, logits);
    all.set(logits, sample * CLASS_COUNT);
  }
  return all;
}

/**
 * One pass of AdaGrad over the samples (Duchi, Hazan, Singer 2011): every weight has its own rate, which suits entities that
 * are seen at very different frequencies. Weights of the numbers step once a batch, those of entities once a sample.
 *
 * @param order of the samples
 * @returns sum of the log losses before each step
 */
export function logisticPass(
  model: LogisticModel,
  optimizer: LogisticOptimizer,
  samples: LogisticSamples,
  order: Int32Array,
): number {
  const inputs = new Float32Array(DENSE_WIDTH);
  const logits = new Float64Array(CLASS_COUNT);
  const slopes = new Float64Array(model.dense.length);
  let loss = 0;
  order.forEach((sample, position) => {
    logitsOf(model, samples, sample, inputs, logits);
    loss += toGradient(logits, samples.labels[sample]!);
    addDenseSlopes(slopes, inputs, logits);
    for (let slot = 0; slot < ENTITY_SLOTS; slot += 1) {
      const row = samples.entities[sample * ENTITY_SLOTS + slot]!;
      if (row >= 0) stepEntity(model.entities, optimizer.entities, row * CLASS_COUNT, logits);
    }
    if ((position + 1) % BATCH === 0 || position + 1 === order.length) stepDense(model.dense, optimizer.dense, slopes);
  });
  return loss;
}

function addDenseSlopes(slopes: Float64Array, inputs: Float32Array, gradient: Float64Array): void {
  for (let column = 0; column < DENSE_WIDTH; column += 1) {
    const input = inputs[column]!;
    if (input === 0) continue;
    for (let at = 0; at < CLASS_COUNT; at += 1) slopes[column * CLASS_COUNT + at]! += input * gradient[at]!;
  }
  for (let at = 0; at < CLASS_COUNT; at += 1) slopes[BIAS_ROW * CLASS_COUNT + at]! += gradient[at]!;
}

/** Takes the collected slopes and empties them. */
function stepDense(weights: Float32Array, squares: Float32Array, slopes: Float64Array): void {
  for (let at = 0; at < weights.length; at += 1) {
    const slope = slopes[at]! / BATCH;
    squares[at]! += slope * slope;
    weights[at]! -= (DENSE_RATE * slope) / (Math.sqrt(squares[at]!) + EPSILON);
  }
  slopes.fill(0);
}

/** Updates the seven weights of one entity. */
function stepEntity(weights: Float32Array, squares: Float32Array, start: number, gradient: Float64Array): void {
  for (let at = 0; at < CLASS_COUNT; at += 1) {
    const slope = gradient[at]! + ENTITY_DECAY * weights[start + at]!;
    squares[start + at]! += slope * slope;
    weights[start + at]! -= (ENTITY_RATE * slope) / Math.sqrt(squares[start + at]!);
  }
}

/** Turns logits into the gradient of the log loss by them, in place. @returns the loss */
function toGradient(logits: Float64Array, label: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > largest) largest = logit;
  let sum = 0;
  for (let at = 0; at < CLASS_COUNT; at += 1) sum += Math.exp(logits[at]! - largest);
  const loss = largest + Math.log(sum) - logits[label]!;
  for (let at = 0; at < CLASS_COUNT; at += 1) logits[at] = Math.exp(logits[at]! - largest) / sum;
  logits[label]! -= 1;
  return loss;
}
