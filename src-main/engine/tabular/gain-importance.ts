import type { BoostedTrees } from './boosted-trees';
import type { RandomForest } from './random-forest';

export interface FeatureImportance {
  readonly feature: string;
  readonly importance: number;
}

/** @returns each column's share of the gain of all splits, in column order; they sum to 1, or are all 0 without a split */
export declare function gainImportance(model: BoostedTrees | RandomForest): readonly FeatureImportance[];
