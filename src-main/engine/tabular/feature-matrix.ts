import { TabularShapeError } from '#contract/errors/tabular-errors';

/** A table of numbers that models of this folder learn from and predict on. */
export interface FeatureMatrix {
  readonly rows: number;
  readonly columns: number;
  /** One name a column, each once; a model remembers them and refuses a table with others. */
  readonly names: readonly string[];
  /** float32 [columns, rows]: column after column, NaN = missing. */
  readonly values: Float32Array;
}

/**
 * @param names  one for each column
 * @param rowsOf one array of numbers for each row, in the order of the names; NaN = missing
 * @returns the table, column after column
 * @throws TabularShapeError when a row has another length
 */
export function featureMatrix(names: readonly string[], rowsOf: readonly ArrayLike<number>[]): FeatureMatrix {
  const rows = rowsOf.length;
  const values = new Float32Array(names.length * rows);
  rowsOf.forEach((row, index) => {
    if (row.length !== names.length)
      throw new TabularShapeError(`row ${index} has ${row.length} values for ${names.length} columns`);
    for (let column = 0; column < names.length; column++) values[column * rows + index] = row[column]!;
  });
  return { rows, columns: names.length, names, values };
}

/** @returns the values of one column; a view, not a copy */
export const columnValues = ({ rows, values }: FeatureMatrix, column: number): Float32Array =>
  values.subarray(column * rows, (column + 1) * rows);

/**
 * @param indices rows of the table, in any order, also repeated
 * @returns a table of those rows
 */
export function selectRows(table: FeatureMatrix, indices: ArrayLike<number>): FeatureMatrix {
  const rows = indices.length;
  const values = new Float32Array(table.columns * rows);
  for (let column = 0; column < table.columns; column++) {
    const source = columnValues(table, column);
    for (let row = 0; row < rows; row++) values[column * rows + row] = source[indices[row]!]!;
  }
  return { ...table, rows, values };
}
