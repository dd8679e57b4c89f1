import type { FeatureMatrix } from './feature-matrix';
import type { FitContext, ValidationRows } from './fit-context';
import type { TreeEnsemble } from './tree-ensemble';

export interface BoostedTreesOptions {
  /** `logistic`: targets are 0 and 1, predictions are probabilities. */
  readonly objective: 'squared-error' | 'logistic';
  /** Most rounds, one tree each. */
  readonly rounds: number;
  readonly maxDepth: number;
  readonly learningRate: number;
  /** Share of the rows that each tree sees, drawn anew without replacement; in (0, 1]. */
  readonly subsample: number;
  /** Share of the columns that each tree may split on, rounded down, one at least; in (0, 1]. */
  readonly columnSubsample: number;
  /** Fewest rows of a leaf. */
  readonly minimumLeafRows: number;
  /** Lambda: a leaf is -G / (H + lambda). */
  readonly l2: number;
  /** A split must take more than this off the loss. */
  readonly minimumGain: number;
  /** Most bins of a column, 2 to 255; missing values have one of their own. */
  readonly bins: number;
  /** Stop when the validation loss has not improved for so many rounds, and keep the best round's model; 0 = off. */
  readonly earlyStoppingRounds: number;
}

/** Model B as it is specified. */
export const BOOSTED_TREES_DEFAULTS: BoostedTreesOptions = {
  objective: 'squared-error',
  rounds: 250,
  maxDepth: 4,
  learningRate: 0.08,
  subsample: 0.8,
  columnSubsample: 0.7,
  minimumLeafRows: 1,
  l2: 1,
  minimumGain: 0,
  bins: 255,
  earlyStoppingRounds: 0,
};

export interface BoostedTrees {
  readonly kind: 'boosted-trees';
  readonly objective: BoostedTreesOptions['objective'];
  readonly featureNames: readonly string[];
  /** What every row starts from: mean target, or its log-odds. */
  readonly baseScore: number;
  /** The trees that are kept: with early stopping those up to the best round. */
  readonly trees: TreeEnsemble;
  /** Loss after each round that was run: root mean squared error, or log-loss. */
  readonly history: { readonly training: readonly number[]; readonly validation: readonly number[] };
  /** Rounds kept, from 0; less than `history.training.length` when training stopped early. */
  readonly rounds: number;
}

/**
 * @param target one finite number a row; 0 or 1 for `logistic`
 * @throws TabularShapeError, TabularTargetError, TabularOptionError; the signal's reason
 */
export declare function fitBoostedTrees(
  table: FeatureMatrix,
  target: ArrayLike<number>,
  options: BoostedTreesOptions,
  context: FitContext & { readonly validation?: ValidationRows },
): Promise<BoostedTrees>;

/**
 * @returns float64 [rows]: predicted target, or the probability of 1
 * @throws TabularShapeError when the table's columns are not those of the model
 */
export declare function predictBoostedTrees(model: BoostedTrees, table: FeatureMatrix): Float64Array;
