import { CLASS_COUNT } from '../matches/ball-class';
import { fitDecisionWeights } from './decision-weights';
import { argmaxRows, softmaxRows } from './softmax';

/**
 * How outputs become probabilities and decisions. Fitted on the validation part, never on test.
 *
 *   probability ~ exp(logit / temperature + priorStrength * ln prior)      decision = argmax decisionWeight * probability
 *
 * A loss with class weights pulls the outputs towards equal classes; priorStrength near 1 takes that back. Decision
 * weights trade the log loss for rare classes: when all are 1 Dot and Single win nearly always.
 */
export interface Calibration {
  readonly temperature: number;
  readonly priorStrength: number;
  /** One a class, that of Dot is 1. */
  readonly decisionWeights: readonly number[];
  /** Class frequencies of the training part. */
  readonly prior: readonly number[];
}

const ITERATIONS = 50;
const TOLERANCE = 1e-10;
/** Pulls towards temperature 1 and no correction where the outputs cannot tell, as for a constant predictor. */
const RIDGE = 1e-4;
const SMALLEST_INVERSE_TEMPERATURE = 1e-3;

/**
 * @param logits [n * 7] of the validation part
 * @param labels [n]
 * @param prior  class frequencies of the training part, all above 0
 */
export function fitCalibration(logits: ArrayLike<number>, labels: Uint8Array, prior: readonly number[]): Calibration {
  const { inverseTemperature, priorStrength } = fitScale(logits, labels, prior.map(Math.log));
  const scale = { temperature: 1 / inverseTemperature, priorStrength, prior };
  return { ...scale, decisionWeights: fitDecisionWeights(calibratedProbabilities(logits, scale), prior) };
}

/** @returns float64 [n * 7], rows sum to 1 */
export function calibratedProbabilities(
  logits: ArrayLike<number>,
  { temperature, priorStrength, prior }: Omit<Calibration, 'decisionWeights'>,
): Float64Array {
  const logPrior = prior.map(Math.log);
  return softmaxRows(
    Float64Array.from(logits, (logit, at) => logit / temperature + priorStrength * logPrior[at % CLASS_COUNT]!),
  );
}

/** @param probabilities calibrated, [n * 7] @returns class of each sample */
export const decide = (
  probabilities: Float64Array,
  { decisionWeights }: Pick<Calibration, 'decisionWeights'>,
): Uint8Array => argmaxRows(probabilities.map((probability, at) => probability * decisionWeights[at % CLASS_COUNT]!));

/** Newton's method on the mean log loss, which is convex in both: two unknowns, so the matrix is solved by hand. */
function fitScale(
  logits: ArrayLike<number>,
  labels: Uint8Array,
  logPrior: readonly number[],
): { readonly inverseTemperature: number; readonly priorStrength: number } {
  let scale = 1;
  let strength = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const scaled = Float64Array.from(logits, (logit, at) => scale * logit + strength * logPrior[at % CLASS_COUNT]!);
    const { gradient, hessian } = derivatives(logits, softmaxRows(scaled), labels, logPrior);
    const [g0, g1] = [gradient[0] + RIDGE * (scale - 1), gradient[1] + RIDGE * strength];
    const [h00, h01, h11] = [hessian[0] + RIDGE, hessian[1], hessian[2] + RIDGE];
    const determinant = h00 * h11 - h01 * h01;
    const [step0, step1] = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
    scale = Math.max(scale - step0, SMALLEST_INVERSE_TEMPERATURE);
    strength -= step1;
    if (step0 * step0 + step1 * step1 < TOLERANCE) break;
  }
  return { inverseTemperature: scale, priorStrength: strength };
}

interface Derivatives {
  readonly gradient: readonly [number, number];
  /** Scale-scale, scale-strength, strength-strength. */
  readonly hessian: readonly [number, number, number];
}

/** Of the mean log loss: gradient E_p[f] - f_label, Hessian Cov_p[f, f] for the features f = (logit, ln prior). */
function derivatives(
  logits: ArrayLike<number>,
  probabilities: Float64Array,
  labels: Uint8Array,
  logPrior: readonly number[],
): Derivatives {
  const sums = { g0: 0, g1: 0, h00: 0, h01: 0, h11: 0 };
  labels.forEach((label, sample) => {
    const start = sample * CLASS_COUNT;
    let [m0, m1, m00, m01, m11] = [0, 0, 0, 0, 0];
    for (let at = 0; at < CLASS_COUNT; at += 1) {
      const p = probabilities[start + at]!;
      const f0 = logits[start + at]!;
      const f1 = logPrior[at]!;
      m0 += p * f0;
      m1 += p * f1;
      m00 += p * f0 * f0;
      m01 += p * f0 * f1;
      m11 += p * f1 * f1;
    }
    sums.g0 += m0 - logits[start + label]!;
    sums.g1 += m1 - logPrior[label]!;
    sums.h00 += m00 - m0 * m0;
    sums.h01 += m01 - m0 * m1;
    sums.h11 += m11 - m1 * m1;
  });
  const n = labels.length;
  return { gradient: [sums.g0 / n, sums.g1 / n], hessian: [sums.h00 / n, sums.h01 / n, sums.h11 / n] };
}
