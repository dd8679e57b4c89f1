import type { BinnedTable } from './quantile-bins';

/** Sums over the rows of a node for every bin of every column: entry 2 b is the gradient, 2 b + 1 the packed weight. */
export type Histogram = Float64Array;

/** The rows that a histogram is of, with their gradients side by side in the same order. */
export interface NodeRows {
  /** int32: rows of the table. */
  readonly rows: Int32Array;
  readonly start: number;
  readonly end: number;
  /** float64: gradient of row `rows[start + i]` at i. */
  readonly gradients: Float64Array;
  /** float64: packed weight of that row. */
  readonly weights: Float64Array;
}

function addThree(table: BinnedTable, columns: Int32Array, next: number, node: NodeRows, histogram: Histogram): void {
  const { bins, offsets } = table;
  const { rows, start, end, gradients, weights } = node;
  const [first, second, third] = [columns[next]!, columns[next + 1]!, columns[next + 2]!];
  const [base0, base1, base2] = [first * table.rows, second * table.rows, third * table.rows];
  const [offset0, offset1, offset2] = [offsets[first]!, offsets[second]!, offsets[third]!];
  for (let index = start; index < end; index++) {
    const row = rows[index]!;
    const gradient = gradients[index - start]!;
    const weight = weights[index - start]!;
    const entry0 = (offset0 + bins[base0 + row]!) << 1;
    const entry1 = (offset1 + bins[base1 + row]!) << 1;
    const entry2 = (offset2 + bins[base2 + row]!) << 1;
    histogram[entry0]! += gradient;
    histogram[entry0 + 1]! += weight;
    histogram[entry1]! += gradient;
    histogram[entry1 + 1]! += weight;
    histogram[entry2]! += gradient;
    histogram[entry2 + 1]! += weight;
  }
}

function addOne(table: BinnedTable, column: number, node: NodeRows, histogram: Histogram): void {
  const { bins, offsets } = table;
  const { rows, start, end, gradients, weights } = node;
  const base = column * table.rows;
  const offset = offsets[column]!;
  for (let index = start; index < end; index++) {
    const entry = (offset + bins[base + rows[index]!]!) << 1;
    histogram[entry]! += gradients[index - start]!;
    histogram[entry + 1]! += weights[index - start]!;
  }
}

/** Fills the histogram of the columns named; three at a time, so that row, gradient and weight are read a third as often. */
export function fillHistogram(table: BinnedTable, columns: Int32Array, node: NodeRows, histogram: Histogram): void {
  for (const column of columns) histogram.fill(0, table.offsets[column]! * 2, table.offsets[column + 1]! * 2);
  let next = 0;
  for (; next + 2 < columns.length; next += 3) addThree(table, columns, next, node, histogram);
  for (; next < columns.length; next++) addOne(table, columns[next]!, node, histogram);
}

/** Turns the histogram of a node into that of its larger child, given the smaller child's: counting half of the rows is enough. */
export function subtractHistogram(
  histogram: Histogram,
  smaller: Histogram,
  columns: Int32Array,
  offsets: Int32Array,
): void {
  for (const column of columns) {
    const end = offsets[column + 1]! * 2;
    for (let entry = offsets[column]! * 2; entry < end; entry++) histogram[entry]! -= smaller[entry]!;
  }
}
