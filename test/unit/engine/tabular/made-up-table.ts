import { randomStream } from '../../../../src-main/engine/random/random-stream';
import { featureMatrix, type FeatureMatrix } from '../../../../src-main/engine/tabular/feature-matrix';

/**
 * Rows whose target follows from the first three of five columns: a curve, an interaction, noise. Values are rounded to
 * tenths, so that every value has a bin of its own.
 * @param missing share of the values that are missing
 */
export function madeUpTable(rows: number, seed: number, missing = 0): { table: FeatureMatrix; target: number[] } {
  const stream = randomStream(seed, 'test.tabular');
  const target: number[] = [];
  const values = Array.from({ length: rows }, () => {
    const row = Array.from({ length: 5 }, () => Math.round(stream.normal() * 10) / 10);
    target.push(Math.sin(2 * row[0]!) + row[1]! * row[2]! + 0.3 * stream.normal());
    return row.map((value) => (missing > 0 && stream.uniform() < missing ? NaN : value));
  });
  return { table: featureMatrix(['a', 'b', 'c', 'd', 'e'], values), target };
}

export const rootMeanSquare = (predicted: ArrayLike<number>, target: ArrayLike<number>): number =>
  Math.sqrt(
    Array.from(predicted, (value, row) => (value - target[row]!) ** 2).reduce((a, b) => a + b, 0) / predicted.length,
  );
