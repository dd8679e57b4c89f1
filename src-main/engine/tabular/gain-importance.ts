import type { BoostedTrees } from './boosted-trees';
import type { RandomForest } from './random-forest';

export interface FeatureImportance {
  readonly feature: string;
  readonly importance: number;
}

/** @returns each column's share of the gain of all splits, in column order; they sum to 1, or are all 0 without a split */
export function gainImportance({ featureNames, trees }: BoostedTrees | RandomForest): readonly FeatureImportance[] {
  const gains = featureNames.map(() => 0);
  trees.feature.forEach((column, node) => {
    if (column >= 0) gains[column]! += trees.gain[node]!;
  });
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return featureNames.map((feature, column) => ({ feature, importance: total > 0 ? gains[column]! / total : 0 }));
}
