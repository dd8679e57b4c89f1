import type { FeatureMatrix } from './feature-matrix';
import type { FitContext } from './fit-context';
import type { FeatureImportance } from './gain-importance';

/**
 * @param predict any model as a function
 * @param loss    of (predicted, target), lower is better; for example mean squared error
 * @returns by how much the loss grows when a column is shuffled, mean of the repeats, in column order
 */
export declare function permutationImportance(
  predict: (table: FeatureMatrix) => Float64Array,
  table: FeatureMatrix,
  target: ArrayLike<number>,
  options: { readonly repeats: number; readonly loss: (predicted: Float64Array, target: ArrayLike<number>) => number },
  context: FitContext,
): Promise<readonly (FeatureImportance & { readonly standardDeviation: number })[]>;
