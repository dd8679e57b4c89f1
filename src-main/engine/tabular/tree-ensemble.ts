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
  /** float32 [nodes]; 0 in leaves. Infinite where only missing values go right. */
  readonly threshold: Float32Array;
  /** uint8 [nodes]: 1 = missing values go left. */
  readonly missingLeft: Uint8Array;
  /** int32 [nodes]: left child, the right one follows it; -1 in leaves. */
  readonly left: Int32Array;
  /** float32 [nodes]: what a leaf adds; 0 in inner nodes. */
  readonly value: Float32Array;
  /** float32 [nodes]: what the split took off the loss, see docs/tabular.md; 0 in leaves. */
  readonly gain: Float32Array;
  /** float32 [nodes]: training rows that came through. */
  readonly cover: Float32Array;
}

/** @returns the number of trees */
export const treeCount = ({ roots }: TreeEnsemble): number => roots.length - 1;

/** @returns float64 [rows]: sum over the trees of the leaf that each row falls into */
export function sumOfLeaves(trees: TreeEnsemble, table: FeatureMatrix): Float64Array {
  const sums = new Float64Array(table.rows);
  for (let tree = 0; tree < treeCount(trees); tree++) addLeaves(trees, tree, table, sums);
  return sums;
}

/** Adds one tree's leaf of each row of a table to `sums`, float64 [rows]. */
export function addLeaves(trees: TreeEnsemble, tree: number, table: FeatureMatrix, sums: Float64Array): void {
  const { roots, feature, threshold, missingLeft, left, value } = trees;
  const { rows, values } = table;
  for (let row = 0; row < rows; row++) {
    let node = roots[tree]!;
    for (let column = feature[node]!; column >= 0; column = feature[node]!) {
      const number = values[column * rows + row]!;
      const isRight = number !== number ? 1 - missingLeft[node]! : number <= threshold[node]! ? 0 : 1;
      node = left[node]! + isRight;
    }
    sums[row]! += value[node]!;
  }
}

/** @returns the first `count` trees */
export function firstTrees(trees: TreeEnsemble, count: number): TreeEnsemble {
  const end = trees.roots[count]!;
  return {
    roots: trees.roots.slice(0, count + 1),
    feature: trees.feature.slice(0, end),
    threshold: trees.threshold.slice(0, end),
    missingLeft: trees.missingLeft.slice(0, end),
    left: trees.left.slice(0, end),
    value: trees.value.slice(0, end),
    gain: trees.gain.slice(0, end),
    cover: trees.cover.slice(0, end),
  };
}
