import { TabularOptionError } from '#contract/errors/tabular-errors';
import { checkColumns, checkTable, checkTarget, checkWhole } from './check-table';
import { columnValues, selectRows, type FeatureMatrix } from './feature-matrix';
import { solveNonNegative } from './solve-non-negative';
import { solvePositiveDefinite } from './solve-positive-definite';

export interface RidgeOptions {
  /** Strengths to choose from, each above 0. */
  readonly alphas: readonly number[];
  /** Contiguous folds in the order of the rows; at least 2, at most the number of rows. */
  readonly folds: number;
  /** No coefficient below 0: the best of those that have none. */
  readonly nonNegative: boolean;
}

/** The stacker as it is specified. */
export const RIDGE_DEFAULTS: RidgeOptions = { alphas: [0.1, 1, 10], folds: 5, nonNegative: false };

export interface Ridge {
  readonly kind: 'ridge';
  readonly featureNames: readonly string[];
  /** The chosen strength. */
  readonly alpha: number;
  /** Mean over the folds of the mean squared error, in the order of the alphas asked for. */
  readonly errors: readonly { readonly alpha: number; readonly meanSquaredError: number }[];
  readonly intercept: number;
  /** For raw columns: what one unit of a column adds; 0 for a constant column. */
  readonly coefficients: readonly number[];
  /** Replace missing values. */
  readonly means: readonly number[];
}

/** What a fit of one strength gives. */
type Line = Pick<Ridge, 'intercept' | 'coefficients' | 'means'>;

/** Columns around 0 with variance 1; missing values are 0, constant columns too. */
interface Standardised {
  readonly means: Float64Array;
  /** Population standard deviations; 0 for a constant column. */
  readonly deviations: Float64Array;
  /** float64 [columns, rows] */
  readonly values: Float64Array;
}

/** Spread below this share of a column's largest value is rounding. */
const ROUNDING = 1e-7;

function standardise(table: FeatureMatrix): Standardised {
  const { rows, columns } = table;
  const means = new Float64Array(columns);
  const deviations = new Float64Array(columns);
  const values = new Float64Array(rows * columns);
  for (let column = 0; column < columns; column++) {
    const known = columnValues(table, column).filter((value) => !Number.isNaN(value));
    let sum = 0;
    for (const value of known) sum += value;
    const mean = known.length > 0 ? sum / known.length : 0;
    const centred = Float64Array.from(columnValues(table, column), (value) => (Number.isNaN(value) ? 0 : value - mean));
    const deviation = Math.sqrt(centred.reduce((total, value) => total + value * value, 0) / rows);
    const largest = known.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    means[column] = mean;
    if (deviation <= ROUNDING * largest) continue;
    deviations[column] = deviation;
    values.set(
      centred.map((value) => value / deviation),
      column * rows,
    );
  }
  return { means, deviations, values };
}

function dot(values: Float64Array, first: number, second: Float64Array, secondStart: number, rows: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += values[first * rows + row]! * second[secondStart + row]!;
  return sum;
}

/** @returns Z'Z, float64 [columns, columns], and Z'(y - mean of y), float64 [columns] */
function normalEquations({ values }: Standardised, target: Float64Array, mean: number) {
  const rows = target.length;
  const columns = values.length / rows;
  const matrix = new Float64Array(columns * columns);
  const right = new Float64Array(columns);
  const centred = target.map((value) => value - mean);
  for (let row = 0; row < columns; row++) {
    right[row] = dot(values, row, centred, 0, rows);
    for (let column = 0; column <= row; column++) {
      matrix[row * columns + column] = dot(values, row, values, column * rows, rows);
      matrix[column * columns + row] = matrix[row * columns + column]!;
    }
  }
  return { matrix, right };
}

/** @returns one line for each strength: (Z'Z + alpha I) b = Z'(y - mean of y), brought back to raw columns */
function fitLines(
  table: FeatureMatrix,
  target: Float64Array,
  { alphas, nonNegative }: Pick<RidgeOptions, 'alphas' | 'nonNegative'>,
): readonly Line[] {
  const solve = nonNegative ? solveNonNegative : solvePositiveDefinite;
  const standardised = standardise(table);
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length;
  const { matrix, right } = normalEquations(standardised, target, mean);
  const means = [...standardised.means];
  return alphas.map((alpha) => {
    const regularised = matrix.map((value, index) => (index % (table.columns + 1) === 0 ? value + alpha : value));
    const solution = solve(regularised, right.slice());
    const coefficients = [...solution].map((value, column) => {
      const deviation = standardised.deviations[column]!;
      return deviation > 0 ? value / deviation : 0;
    });
    const intercept = coefficients.reduce((rest, value, column) => rest - value * means[column]!, mean);
    return { intercept, coefficients, means };
  });
}

function applyLine({ intercept, coefficients, means }: Line, table: FeatureMatrix): Float64Array {
  const predicted = new Float64Array(table.rows).fill(intercept);
  coefficients.forEach((coefficient, column) => {
    const values = columnValues(table, column);
    for (let row = 0; row < table.rows; row++) {
      const value = values[row]!;
      predicted[row]! += coefficient * (Number.isNaN(value) ? means[column]! : value);
    }
  });
  return predicted;
}

/** @returns the mean squared error of each strength on the rows from `start` to `end`, fitted on the others */
function foldErrors(
  table: FeatureMatrix,
  target: Float64Array,
  options: RidgeOptions,
  start: number,
  end: number,
): readonly number[] {
  const all = Array.from(target.keys());
  const [held, others] = [all.slice(start, end), [...all.slice(0, start), ...all.slice(end)]];
  const lines = fitLines(
    selectRows(table, others),
    Float64Array.from(others, (row) => target[row]!),
    options,
  );
  const heldTable = selectRows(table, held);
  return lines.map((line) => {
    const predicted = applyLine(line, heldTable);
    return held.reduce((sum, row, index) => sum + (predicted[index]! - target[row]!) ** 2, 0) / held.length;
  });
}

function checkOptions({ alphas, folds }: RidgeOptions, rows: number): void {
  if (alphas.length === 0) throw new TabularOptionError('alphas', 'empty', 'at least one number above 0');
  for (const alpha of alphas)
    if (!(alpha > 0 && Number.isFinite(alpha))) throw new TabularOptionError('alphas', alpha, 'numbers above 0');
  if (rows < 2) throw new TabularOptionError('folds', folds, '2 or more, which needs two rows at least');
  checkWhole('folds', folds, 2, rows);
}

/**
 * Ridge regression with an intercept on standardised columns; the strength with the least mean squared error over
 * contiguous folds, of equal ones the first. Missing values are the column's mean.
 *
 *   b = (Z'Z + alpha I)^-1 Z'(y - mean of y),   Z = (X - mean) / standard deviation
 *
 * The sums are not divided by the rows, as in scikit-learn's Ridge, which does not standardise.
 * @throws TabularShapeError, TabularTargetError, TabularOptionError
 * @see Hastie, Tibshirani, Friedman (2009), The Elements of Statistical Learning, 2nd edition, equation 3.44
 */
export function fitRidgeCv(table: FeatureMatrix, target: ArrayLike<number>, options: RidgeOptions): Ridge {
  checkTable(table);
  const values = checkTarget(target, table.rows, 'number');
  checkOptions(options, table.rows);
  const { alphas, folds } = options;
  const sums = alphas.map(() => 0);
  let start = 0;
  for (let fold = 0; fold < folds; fold++) {
    // The first folds take one of the rows that are left over.
    const end = start + Math.floor(table.rows / folds) + (fold < table.rows % folds ? 1 : 0);
    foldErrors(table, values, options, start, end).forEach((error, index) => (sums[index]! += error / folds));
    start = end;
  }
  const best = sums.indexOf(Math.min(...sums));
  const alpha = alphas[best]!;
  const [line] = fitLines(table, values, { ...options, alphas: [alpha] });
  return {
    kind: 'ridge',
    featureNames: [...table.names],
    alpha,
    errors: alphas.map((strength, index) => ({ alpha: strength, meanSquaredError: sums[index]! })),
    ...line!,
  };
}

/** @returns float64 [rows]; @throws TabularShapeError */
export function predictRidge(model: Ridge, table: FeatureMatrix): Float64Array {
  checkColumns(model.featureNames, table);
  return applyLine(model, table);
}
