import { TabularOptionError, TabularShapeError, TabularTargetError } from '#contract/errors/tabular-errors';
import type { FeatureMatrix } from './feature-matrix';

/** @throws TabularShapeError when there is no row or column, or sizes and names disagree */
export function checkTable({ rows, columns, names, values }: FeatureMatrix): void {
  if (rows < 1) throw new TabularShapeError('it has no rows');
  if (columns < 1) throw new TabularShapeError('it has no columns');
  if (names.length !== columns) throw new TabularShapeError(`it has ${columns} columns and ${names.length} names`);
  if (values.length !== rows * columns)
    throw new TabularShapeError(`${rows} rows of ${columns} columns have ${values.length} values`);
}

/**
 * @returns the target as float64 [rows]
 * @throws TabularShapeError when the count differs, TabularTargetError for a value that is no finite number, or no label
 */
export function checkTarget(target: ArrayLike<number>, rows: number, kind: 'number' | 'label'): Float64Array {
  if (target.length !== rows) throw new TabularShapeError(`it has ${rows} rows and ${target.length} targets`);
  const values = Float64Array.from(target);
  values.forEach((value, row) => {
    if (kind === 'label' && value !== 0 && value !== 1) throw new TabularTargetError(row, value, '0 or 1');
    if (!Number.isFinite(value)) throw new TabularTargetError(row, value, 'a finite number');
  });
  return values;
}

/** @throws TabularShapeError when a table has other columns than the model was fitted on, or in another order */
export function checkColumns(featureNames: readonly string[], table: FeatureMatrix): void {
  checkTable(table);
  if (table.columns !== featureNames.length)
    throw new TabularShapeError(`it has ${table.columns} columns, the model ${featureNames.length}`);
  featureNames.forEach((name, column) => {
    if (table.names[column] !== name)
      throw new TabularShapeError(`its column ${column} is ${table.names[column]}, the model's is ${name}`);
  });
}

/** @throws TabularOptionError when it is not a whole number in the range */
export function checkWhole(option: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  throw new TabularOptionError(option, value, `a whole number ${range}`);
}

/** @throws TabularOptionError when it does not lie in (0, 1] */
export function checkShare(option: string, value: number): void {
  if (!(value > 0 && value <= 1)) throw new TabularOptionError(option, value, 'above 0 and at most 1');
}

/** @throws TabularOptionError when it is negative or not finite */
export function checkNotNegative(option: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) throw new TabularOptionError(option, value, 'a number from 0');
}

/** @returns the scores as float64 [rows]; @throws TabularShapeError when there are none or one is not finite */
export function checkScores(scores: ArrayLike<number>): Float64Array {
  if (scores.length === 0) throw new TabularShapeError('there are no scores');
  const values = Float64Array.from(scores);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new TabularShapeError(`score ${wrong} is ${values[wrong]}`);
  return values;
}
