import type { FeatureMatrix } from '../../../../src-main/engine/tabular/feature-matrix';

export interface SlowOptions {
  readonly maxDepth: number;
  readonly minimumLeafRows: number;
  readonly l2: number;
}

interface Parted {
  readonly gain: number;
  readonly left: number[];
  readonly right: number[];
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The obvious twin of the tree grower: tries every value of every column as a threshold, with all rows, missing ones on either side. */
function bestSplit(
  table: FeatureMatrix,
  gradients: readonly number[],
  rows: number[],
  options: SlowOptions,
): Parted | null {
  const score = (part: readonly number[]): number =>
    sum(part.map((row) => gradients[row]!)) ** 2 / (part.length + options.l2);
  let best: Parted | null = null;
  for (let column = 0; column < table.columns; column++) {
    const valueOf = (row: number): number => table.values[column * table.rows + row]!;
    for (const threshold of new Set(rows.map(valueOf))) {
      for (const missingLeft of [false, true]) {
        const isLeft = (row: number): boolean => (Number.isNaN(valueOf(row)) ? missingLeft : valueOf(row) <= threshold);
        const left = rows.filter(isLeft);
        const right = rows.filter((row) => !isLeft(row));
        if (Math.min(left.length, right.length) < options.minimumLeafRows) continue;
        const gain = score(left) + score(right) - score(rows);
        if (gain > (best?.gain ?? 1e-9)) best = { gain, left, right };
      }
    }
  }
  return best;
}

/** @returns the leaf value -G / (H + lambda) of each row, second derivatives being 1, and the gain of the root's split */
export function slowTree(table: FeatureMatrix, gradients: readonly number[], options: SlowOptions) {
  const values = new Float64Array(table.rows);
  let rootGain = 0;
  const grow = (rows: number[], depth: number): void => {
    const split = depth < options.maxDepth ? bestSplit(table, gradients, rows, options) : null;
    if (depth === 0) rootGain = split?.gain ?? 0;
    if (split) {
      grow(split.left, depth + 1);
      grow(split.right, depth + 1);
      return;
    }
    const value = -sum(rows.map((row) => gradients[row]!)) / (rows.length + options.l2);
    for (const row of rows) values[row] = value;
  };
  grow([...Array(table.rows).keys()], 0);
  return { values, rootGain };
}
