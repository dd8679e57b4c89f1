import { packWeight, weightPacking, type WeightPacking } from './packed-weight';

/** A loss that trees are boosted on. */
export interface Objective {
  /** Second derivative at most. */
  readonly largestWeight: number;
  /** @returns the score that every row starts from */
  baseScore(target: Float64Array): number;
  /** Writes first derivative and packed second derivative of each row, float64 [rows, 2]. */
  derive(scores: Float64Array, target: Float64Array, packing: WeightPacking, derivatives: Float64Array): void;
  /** @returns what the person sees of a score */
  predict(score: number): number;
  /** @returns the loss that is logged and that early stopping watches */
  loss(scores: Float64Array, target: Float64Array): number;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));
/** Labels of one class have infinite log-odds; this is as sure as a start may be. */
const SUREST = 1e-6;

/** Half the squared error: derivative = score - target, second derivative 1. Logged as its root mean square. */
export const squaredError: Objective = {
  largestWeight: 1,
  baseScore: mean,
  derive(scores, target, packing, derivatives) {
    const one = packWeight(1, packing);
    for (let row = 0; row < scores.length; row++) {
      derivatives[2 * row] = scores[row]! - target[row]!;
      derivatives[2 * row + 1] = one;
    }
  },
  predict: (score) => score,
  loss(scores, target) {
    let sum = 0;
    for (let row = 0; row < scores.length; row++) sum += (scores[row]! - target[row]!) ** 2;
    return Math.sqrt(sum / scores.length);
  },
};

/** Negative log-likelihood of labels 0 and 1: derivative = p - y, second derivative p (1 - p). Scores are log-odds. */
export const logistic: Objective = {
  largestWeight: 0.25,
  baseScore(target) {
    const share = Math.min(1 - SUREST, Math.max(SUREST, mean(target)));
    return Math.log(share / (1 - share));
  },
  derive(scores, target, packing, derivatives) {
    for (let row = 0; row < scores.length; row++) {
      const probability = sigmoid(scores[row]!);
      derivatives[2 * row] = probability - target[row]!;
      derivatives[2 * row + 1] = packWeight(probability * (1 - probability), packing);
    }
  },
  predict: sigmoid,
  loss(scores, target) {
    let sum = 0;
    for (let row = 0; row < scores.length; row++) {
      const margin = target[row] === 1 ? -scores[row]! : scores[row]!;
      // log(1 + exp(margin)) without overflow.
      sum += Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
    }
    return sum / scores.length;
  },
};

export const OBJECTIVES = { 'squared-error': squaredError, logistic } as const satisfies Record<string, Objective>;

/** @returns the packing of an objective's weights for a table */
export const packingOf = ({ largestWeight }: Objective, rows: number): WeightPacking =>
  weightPacking(rows, largestWeight);
