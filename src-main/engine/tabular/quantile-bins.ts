import { ColumnSorter, type SortedColumn } from './column-sorter';
import { columnValues, type FeatureMatrix } from './feature-matrix';

/** Most value bins of a column: with the bin of missing values they fit a byte. */
export const MOST_BINS = 255;

/** A table whose values are replaced by the number of their bin. */
export interface BinnedTable {
  readonly rows: number;
  readonly columns: number;
  /** uint8 [columns, rows]; the bin after the last value bin holds missing values. */
  readonly bins: Uint8Array;
  /** float32 [value bins] of each column: a value belongs to the first bin whose threshold it does not exceed; the last is infinite. */
  readonly thresholds: readonly Float32Array[];
  /** uint8 [columns]: 1 where a value is missing. */
  readonly hasMissing: Uint8Array;
  /** int32 [columns + 1]: where a column's bins begin in a histogram, then the bins of all columns. */
  readonly offsets: Int32Array;
}

/** A float32 number that separates two neighbouring values: at least the lower, below the upper one. */
function between(lower: number, upper: number): number {
  const middle = Math.fround((lower + upper) / 2);
  // Rounding can reach the upper value, and infinities have no middle.
  return middle >= lower && middle < upper ? middle : lower;
}

function countDistinct(sorted: Float32Array, count: number): number {
  let distinct = count > 0 ? 1 : 0;
  for (let index = 1; index < count; index++) if (sorted[index] !== sorted[index - 1]) distinct += 1;
  return distinct;
}

/**
 * Bins of about equal numbers of rows; with at most `most` different values, a bin for each of them. A value that fills a
 * bin alone leaves the other bins to the rest.
 */
function thresholdsOf({ sorted, count }: SortedColumn, most: number): Float32Array {
  const isExact = countDistinct(sorted, count) <= most;
  const thresholds: number[] = [];
  let binRows = 0;
  for (let index = 0; index < count - 1; index++) {
    binRows += 1;
    if (sorted[index] === sorted[index + 1]) continue;
    // What is left is shared by the bins that are left, the one that is open included.
    const share = (count - index - 1 + binRows) / (most - thresholds.length);
    if (!isExact && (binRows < share || thresholds.length === most - 1)) continue;
    thresholds.push(between(sorted[index]!, sorted[index + 1]!));
    binRows = 0;
  }
  if (count > 0) thresholds.push(Infinity);
  return Float32Array.from(thresholds);
}

/** Gives every row the first bin whose threshold is not below its value. */
function fillBins({ sorted, rowOf, count }: SortedColumn, thresholds: Float32Array, bins: Uint8Array): void {
  let bin = 0;
  for (let index = 0; index < count; index++) {
    while (sorted[index]! > thresholds[bin]!) bin += 1;
    bins[rowOf[index]!] = bin;
  }
  for (let index = count; index < rowOf.length; index++) bins[rowOf[index]!] = thresholds.length;
}

/**
 * Cuts every column at quantiles of its values.
 * @param most value bins of a column, 2 to 255
 */
export function binTable(table: FeatureMatrix, most: number): BinnedTable {
  const { rows, columns } = table;
  const bins = new Uint8Array(rows * columns);
  const hasMissing = new Uint8Array(columns);
  const offsets = new Int32Array(columns + 1);
  const thresholds: Float32Array[] = [];
  const sorter = new ColumnSorter(rows);
  for (let column = 0; column < columns; column++) {
    const sorted = sorter.sort(columnValues(table, column));
    const cuts = thresholdsOf(sorted, most);
    thresholds.push(cuts);
    fillBins(sorted, cuts, bins.subarray(column * rows, (column + 1) * rows));
    hasMissing[column] = sorted.count < rows ? 1 : 0;
    offsets[column + 1] = offsets[column]! + cuts.length + hasMissing[column]!;
  }
  return { rows, columns, bins, thresholds, hasMissing, offsets };
}
