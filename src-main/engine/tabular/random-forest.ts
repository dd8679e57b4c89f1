import type { FeatureMatrix } from './feature-matrix';
import type { FitContext } from './fit-context';
import type { TreeEnsemble } from './tree-ensemble';

export interface RandomForestOptions {
  readonly trees: number;
  readonly maxDepth: number;
  /** Fewest different training rows of a leaf. */
  readonly minimumLeafRows: number;
  /** Share of the columns that each split may choose from, drawn anew for every split, rounded down, one at least; in (0, 1]. */
  readonly featureFraction: number;
  /** Each tree sees as many rows as there are, drawn with replacement; false: every tree sees all rows. */
  readonly bootstrap: boolean;
  /** Most bins of a column, 2 to 255; missing values have one of their own. */
  readonly bins: number;
}

/** Model C as it is specified. */
export const RANDOM_FOREST_DEFAULTS: RandomForestOptions = {
  trees: 200,
  maxDepth: 12,
  minimumLeafRows: 5,
  featureFraction: 1,
  bootstrap: true,
  bins: 255,
};

export interface RandomForest {
  readonly kind: 'random-forest';
  readonly featureNames: readonly string[];
  readonly trees: TreeEnsemble;
  /**
   * float64 [rows]: mean of the trees that did not see the row; NaN for a row that every tree saw. Null without bootstrap and in a model
   * that was loaded.
   */
  readonly outOfBag: Float64Array | null;
}

/** @throws TabularShapeError, TabularTargetError, TabularOptionError; the signal's reason */
export declare function fitRandomForest(
  table: FeatureMatrix,
  target: ArrayLike<number>,
  options: RandomForestOptions,
  context: FitContext,
): Promise<RandomForest>;

/** @returns float64 [rows]: mean of the trees' leaves; @throws TabularShapeError */
export declare function predictRandomForest(model: RandomForest, table: FeatureMatrix): Float64Array;
