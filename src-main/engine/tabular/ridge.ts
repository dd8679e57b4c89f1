import type { FeatureMatrix } from './feature-matrix';

export interface RidgeOptions {
  /** Strengths to choose from, each above 0. */
  readonly alphas: readonly number[];
  /** Contiguous folds in the order of the rows; at least 2, at most the number of rows. */
  readonly folds: number;
}

/** The stacker as it is specified. */
export const RIDGE_DEFAULTS: RidgeOptions = { alphas: [0.1, 1, 10], folds: 5 };

export interface Ridge {
  readonly kind: 'ridge';
  readonly featureNames: readonly string[];
  /** The chosen strength. */
  readonly alpha: number;
  /** Mean over the folds of the mean squared error, in the order of the alphas asked for. */
  readonly errors: readonly { readonly alpha: number; readonly meanSquaredError: number }[];
  readonly intercept: number;
  /** For raw columns: what one unit of a column adds; 0 for a constant column. */
  readonly coefficients: readonly number[];
  /** Replace missing values. */
  readonly means: readonly number[];
}

/** @throws TabularShapeError, TabularTargetError, TabularOptionError */
export declare function fitRidgeCv(table: FeatureMatrix, target: ArrayLike<number>, options: RidgeOptions): Ridge;

/** @returns float64 [rows]; @throws TabularShapeError */
export declare function predictRidge(model: Ridge, table: FeatureMatrix): Float64Array;
