import { checkScores, checkTarget } from './check-table';

/** Probability = 1 / (1 + exp(slope * score + intercept)): a good score has a negative slope, as Platt writes it. */
export interface PlattModel {
  readonly kind: 'platt';
  readonly slope: number;
  readonly intercept: number;
}

const MOST_STEPS = 100;
const LEAST_SHARE_OF_STEP = 1e-10;
/** Added to the diagonal of the second derivatives, so that they can always be inverted. */
const RIDGE = 1e-12;
const SMALL_GRADIENT = 1e-10;

interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** Scores and the smoothed labels that are fitted. */
interface Rows {
  readonly scores: Float64Array;
  readonly targets: Float64Array;
}

const marginOf = ({ slope, intercept }: Line, score: number): number => slope * score + intercept;

/** 1 / (1 + exp(margin)), without overflow. */
const probabilityOf = (margin: number): number =>
  margin >= 0 ? Math.exp(-margin) / (1 + Math.exp(-margin)) : 1 / (1 + Math.exp(margin));

/** Cross-entropy, in the form that neither overflows nor cancels. */
function lossOf({ scores, targets }: Rows, line: Line): number {
  return scores.reduce((sum, score, row) => {
    const margin = marginOf(line, score);
    const certain = margin >= 0 ? targets[row]! * margin : (targets[row]! - 1) * margin;
    return sum + certain + Math.log1p(Math.exp(-Math.abs(margin)));
  }, 0);
}

/** First and second derivatives of the loss by slope and intercept. */
function derivativesOf({ scores, targets }: Rows, line: Line) {
  const sums = { slope: 0, intercept: 0, slopeSlope: RIDGE, slopeIntercept: 0, interceptIntercept: RIDGE };
  scores.forEach((score, row) => {
    const probability = probabilityOf(marginOf(line, score));
    const curvature = probability * (1 - probability);
    const difference = targets[row]! - probability;
    sums.slope += score * difference;
    sums.intercept += difference;
    sums.slopeSlope += score * score * curvature;
    sums.slopeIntercept += score * curvature;
    sums.interceptIntercept += curvature;
  });
  return sums;
}

/** @returns the next line; null when no step along Newton's direction lowers the loss */
function newtonStep(rows: Rows, line: Line): Line | null {
  const d = derivativesOf(rows, line);
  if (Math.abs(d.slope) < SMALL_GRADIENT && Math.abs(d.intercept) < SMALL_GRADIENT) return null;
  const determinant = d.slopeSlope * d.interceptIntercept - d.slopeIntercept * d.slopeIntercept;
  const slopeStep = -(d.interceptIntercept * d.slope - d.slopeIntercept * d.intercept) / determinant;
  const interceptStep = -(d.slopeSlope * d.intercept - d.slopeIntercept * d.slope) / determinant;
  const descent = d.slope * slopeStep + d.intercept * interceptStep;
  const loss = lossOf(rows, line);
  for (let share = 1; share >= LEAST_SHARE_OF_STEP; share /= 2) {
    const next = { slope: line.slope + share * slopeStep, intercept: line.intercept + share * interceptStep };
    if (lossOf(rows, next) < loss + 1e-4 * share * descent) return next;
  }
  return null;
}

/**
 * Platt scaling: a logistic curve through scores, by Newton's method. Labels are smoothed to (n+ + 1) / (n+ + 2) and
 * 1 / (n- + 2), so that separable scores do not give an infinite slope.
 * @param labels 0 and 1
 * @throws TabularShapeError, TabularTargetError
 * @see Platt (1999), Probabilistic outputs for support vector machines
 * @see Lin, Lin, Weng (2007), A note on Platt's probabilistic outputs for support vector machines, appendix C
 */
export function fitPlatt(scores: ArrayLike<number>, labels: ArrayLike<number>): PlattModel {
  const checked = checkScores(scores);
  const ones = checkTarget(labels, scores.length, 'label');
  const positives = ones.reduce((sum, label) => sum + label, 0);
  const negatives = ones.length - positives;
  const targets = ones.map((label) => (label === 1 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2)));
  const rows = { scores: checked, targets };
  let line: Line = { slope: 0, intercept: Math.log((negatives + 1) / (positives + 1)) };
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = newtonStep(rows, line);
    if (!next) break;
    line = next;
  }
  return { kind: 'platt', ...line };
}

/** @returns float64 [rows], probabilities */
export function predictPlatt(model: PlattModel, scores: ArrayLike<number>): Float64Array {
  return Float64Array.from(scores, (score) => probabilityOf(marginOf(model, score)));
}
