import { randomStream } from '../random/random-stream';
import { Yielder } from '../trainer/yielder';
import { checkTable, checkTarget, checkWhole } from './check-table';
import { columnValues, type FeatureMatrix } from './feature-matrix';
import type { FitContext } from './fit-context';
import type { FeatureImportance } from './gain-importance';

export interface PermutationOptions {
  /** Shuffles of each column. */
  readonly repeats: number;
  /** Loss of predictions, lower is better; for example the mean squared error. */
  readonly loss: (predicted: Float64Array, target: ArrayLike<number>) => number;
}

export interface PermutationImportance extends FeatureImportance {
  /** Over the repeats, divided by their number. */
  readonly standardDeviation: number;
}

/**
 * How much worse a model predicts when one column is shuffled. On rows that the model learned from this overrates columns that it
 * memorised: give others.
 * @param predict any model as a function
 * @returns growth of the loss, mean over the repeats, in column order; negative when shuffling helped by chance
 * @throws TabularShapeError, TabularTargetError, TabularOptionError; the signal's reason
 * @see Breiman (2001), Random Forests, section 10
 */
export async function permutationImportance(
  predict: (table: FeatureMatrix) => Float64Array,
  table: FeatureMatrix,
  target: ArrayLike<number>,
  { repeats, loss }: PermutationOptions,
  { seed, signal, onProgress }: FitContext,
): Promise<readonly PermutationImportance[]> {
  checkTable(table);
  const values = checkTarget(target, table.rows, 'number');
  checkWhole('repeats', repeats, 1);
  const usual = loss(predict(table), values);
  const shuffled = { ...table, values: table.values.slice() };
  const yielder = new Yielder();
  const importances: PermutationImportance[] = [];
  for (const [column, feature] of table.names.entries()) {
    const place = columnValues(shuffled, column);
    const growths: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      signal?.throwIfAborted();
      const stream = randomStream(seed, `tabular.permutation.${feature}`, repeat);
      const order = stream.shuffle(Int32Array.from({ length: table.rows }, (_, row) => row));
      order.forEach((row, index) => (place[index] = table.values[column * table.rows + row]!));
      growths.push(loss(predict(shuffled), values) - usual);
      await yielder.pause();
    }
    place.set(columnValues(table, column));
    importances.push({ feature, ...meanAndDeviation(growths) });
    onProgress?.(column + 1, table.columns);
  }
  return importances;
}

function meanAndDeviation(values: readonly number[]): Omit<PermutationImportance, 'feature'> {
  const importance = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - importance) ** 2, 0);
  return { importance, standardDeviation: Math.sqrt(squares / values.length) };
}
