/** A non-decreasing step function with straight lines between its knots, constant outside. */
export interface IsotonicModel {
  readonly kind: 'isotonic';
  /** Ascending scores. */
  readonly scores: readonly number[];
  /** Value at each score, not descending. */
  readonly values: readonly number[];
}

/**
 * Least-squares fit of a non-decreasing function (pool adjacent violators); rows of equal score share their mean.
 * @param scores  any finite numbers
 * @param targets labels 0 and 1, or any finite numbers
 * @throws TabularShapeError, TabularTargetError
 */
export declare function fitIsotonic(scores: ArrayLike<number>, targets: ArrayLike<number>): IsotonicModel;

/** @returns float64 [rows] */
export declare function predictIsotonic(model: IsotonicModel, scores: ArrayLike<number>): Float64Array;
