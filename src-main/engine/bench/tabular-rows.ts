import { TABULAR_NOISE } from '#contract/bench-tabular';
import { randomStream } from '../random/random-stream';
import type { FeatureMatrix } from '../tabular/feature-matrix';

/** As many columns as Model B has. */
const COLUMNS = 14;

/** Rows with their target. */
export interface TabularRows {
  readonly table: FeatureMatrix;
  readonly target: Float32Array;
}

/**
 * Made-up rows: standard normal columns, of which the first six matter. A curve, a product, a line, a slope that another column
 * sets, and noise:
 *
 *   sin(2 x0) + (1 + x1)(1 + x2) + 0.5 x3 + max(x4, 0) x5 + noise
 *
 * Every column has an effect of its own: of a product around 0, which columns a greedy tree finds first is luck, and seeds
 * differ by more than models do.
 */
export function tabularRows(rows: number, seed: number): TabularRows {
  const stream = randomStream(seed, 'bench.tabular');
  const values = new Float32Array(rows * COLUMNS);
  const target = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const x = Array.from({ length: COLUMNS }, () => stream.normal());
    x.forEach((value, column) => (values[column * rows + row] = value));
    const interactions = (1 + x[1]!) * (1 + x[2]!) + Math.max(x[4]!, 0) * x[5]!;
    const signal = Math.sin(2 * x[0]!) + 0.5 * x[3]! + interactions;
    target[row] = signal + TABULAR_NOISE * stream.normal();
  }
  const names = Array.from({ length: COLUMNS }, (_, column) => `x${column}`);
  return { table: { rows, columns: COLUMNS, names, values }, target };
}
