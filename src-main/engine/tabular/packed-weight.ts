/**
 * Rows and weight of a set of rows in one float64 number, so that a histogram needs one addition for both and a difference
 * of two histograms is exact: rows x unit + weight / quantum, both whole numbers.
 */
export interface WeightPacking {
  /** What one row adds. */
  readonly unit: number;
  readonly inverseUnit: number;
  /** Weight of 1 in the lower part. */
  readonly quantum: number;
}

const MANTISSA_BITS = 53;

/**
 * @param rows          most rows of a set
 * @param largestWeight of one row
 * @returns a packing in which no sum overflows: 54,000 rows leave 21 bits for each weight
 */
export function weightPacking(rows: number, largestWeight: number): WeightPacking {
  const rowBits = Math.ceil(Math.log2(rows + 1));
  const unit = 2 ** (MANTISSA_BITS - rowBits);
  // A power of two, so that whole weights stay whole; one bit is kept free for rounding up.
  const quantum = 2 ** Math.ceil(Math.log2((2 * rows * largestWeight) / unit));
  return { unit, inverseUnit: 1 / unit, quantum };
}

/** @returns one row of this weight */
export const packWeight = (weight: number, { unit, quantum }: WeightPacking): number =>
  unit + Math.round(weight / quantum);

/** @returns how many rows a packed sum has */
export const rowsOfPacked = (packed: number, { inverseUnit }: WeightPacking): number =>
  Math.floor(packed * inverseUnit);

/** @returns the weight of a packed sum */
export const weightOfPacked = (packed: number, { unit, inverseUnit, quantum }: WeightPacking): number =>
  (packed - Math.floor(packed * inverseUnit) * unit) * quantum;
