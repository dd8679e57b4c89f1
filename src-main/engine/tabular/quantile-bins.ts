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

/** @returns how many of the sorted values are numbers: NaN are sorted to the end */
function countOfNumbers(sorted: Float32Array): number {
  let count = sorted.length;
  while (count > 0 && Number.isNaN(sorted[count - 1]!)) count -= 1;
  return count;
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
function thresholdsOf(sorted: Float32Array, most: number): Float32Array {
  const count = countOfNumbers(sorted);
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

/** First bin whose threshold is not below the value. */
function binOf(value: number, thresholds: Float32Array): number {
  let low = 0;
  let high = thresholds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= thresholds[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

function fillBins(values: Float32Array, thresholds: Float32Array, bins: Uint8Array, start: number): boolean {
  const missing = thresholds.length;
  let hasMissing = false;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const isMissing = value !== value;
    hasMissing ||= isMissing;
    bins[start + row] = isMissing ? missing : binOf(value, thresholds);
  }
  return hasMissing;
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
  for (let column = 0; column < columns; column++) {
    const values = columnValues(table, column);
    const cuts = thresholdsOf(values.slice().sort(), most);
    thresholds.push(cuts);
    hasMissing[column] = fillBins(values, cuts, bins, column * rows) ? 1 : 0;
    offsets[column + 1] = offsets[column]! + cuts.length + hasMissing[column]!;
  }
  return { rows, columns, bins, thresholds, hasMissing, offsets };
}
