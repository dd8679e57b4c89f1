import type { FeatureMatrix } from './feature-matrix';

/**
 * Trees as flat arrays, one entry a node. A row goes to `left` when its value is at most `threshold`, else to `left + 1`;
 * a missing value goes where `missingLeft` says. Everything is float32 or int32, so that saving loses nothing.
 */
export interface TreeEnsemble {
  /** int32 [trees + 1]: first node (the root) of each tree, then the number of nodes. */
  readonly roots: Int32Array;
  /** int32 [nodes]: column that the node splits on; -1 = leaf. */
  readonly feature: Int32Array;
  /** float32 [nodes]; 0 in leaves. */
  readonly threshold: Float32Array;
  /** uint8 [nodes]: 1 = missing values go left. */
  readonly missingLeft: Uint8Array;
  /** int32 [nodes]: left child, the right one follows it; -1 in leaves. */
  readonly left: Int32Array;
  /** float32 [nodes]: what a leaf adds; 0 in inner nodes. */
  readonly value: Float32Array;
  /** float32 [nodes]: what the split took off the loss, see docs/tabular.md; 0 in leaves. */
  readonly gain: Float32Array;
  /** float32 [nodes]: training rows that came through, bootstrap copies counted. */
  readonly cover: Float32Array;
}

/** @returns float64 [rows]: sum over the trees of the leaf that each row falls into */
export declare function sumOfLeaves(trees: TreeEnsemble, table: FeatureMatrix): Float64Array;
