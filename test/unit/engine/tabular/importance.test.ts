import { expect, it } from 'vitest';
import {
  BOOSTED_TREES_DEFAULTS,
  fitBoostedTrees,
  predictBoostedTrees,
} from '../../../../src-main/engine/tabular/boosted-trees';
import { featureMatrix } from '../../../../src-main/engine/tabular/feature-matrix';
import { gainImportance } from '../../../../src-main/engine/tabular/gain-importance';
import { permutationImportance } from '../../../../src-main/engine/tabular/permutation-importance';
import { madeUpTable, rootMeanSquare } from './made-up-table';

it('by gain and by permutation finds the columns that the target was made of', async () => {
  const { table, target } = madeUpTable(800, 21);
  const fresh = madeUpTable(800, 22);
  const model = await fitBoostedTrees(table, target, { ...BOOSTED_TREES_DEFAULTS, rounds: 80 }, { seed: 1 });
  const byGain = gainImportance(model);
  expect(byGain.map(({ feature }) => feature)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(byGain.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 10);
  const options = { repeats: 3, loss: rootMeanSquare };
  const before = fresh.table.values.slice();
  const permute = () =>
    permutationImportance((rows) => predictBoostedTrees(model, rows), fresh.table, fresh.target, options, { seed: 1 });
  const byPermutation = await permute();
  for (const importances of [byGain, byPermutation]) {
    const [planted, others] = [importances.slice(0, 3), importances.slice(3)];
    const least = Math.min(...planted.map(({ importance }) => importance));
    for (const { importance } of others) expect(importance).toBeLessThan(least / 3);
  }
  expect(fresh.table.values).toEqual(before);
  expect(await permute()).toEqual(byPermutation);
});

it('of a column that is not used is exactly 0, of the other what shuffling costs', async () => {
  const table = featureMatrix(['x', 'unused'], [[0, 1], [1, 2]]); // prettier-ignore
  const identity = (rows: typeof table): Float64Array => Float64Array.from(rows.values.subarray(0, 2));
  const options = { repeats: 8, loss: rootMeanSquare };
  const [x, unused] = await permutationImportance(identity, table, [0, 1], options, { seed: 3 });
  expect(unused).toEqual({ feature: 'unused', importance: 0, standardDeviation: 0 });
  // A shuffle of two rows changes nothing or costs exactly 1.
  expect((x!.importance * 8) % 1).toBe(0);
  expect(x!.importance).toBeGreaterThan(0);
});

it('by gain is 0 for all when nothing was split', async () => {
  const model = await fitBoostedTrees(featureMatrix(['x'], [[1], [1]]), [1, 2], BOOSTED_TREES_DEFAULTS, { seed: 1 });
  expect(gainImportance(model)).toEqual([{ feature: 'x', importance: 0 }]);
});
