/** Probability = 1 / (1 + exp(slope * score + intercept)): a good score has a negative slope, as Platt writes it. */
export interface PlattModel {
  readonly kind: 'platt';
  readonly slope: number;
  readonly intercept: number;
}

/**
 * @param labels 0 and 1
 * @throws TabularShapeError, TabularTargetError
 */
export declare function fitPlatt(scores: ArrayLike<number>, labels: ArrayLike<number>): PlattModel;

/** @returns float64 [rows], probabilities */
export declare function predictPlatt(model: PlattModel, scores: ArrayLike<number>): Float64Array;
