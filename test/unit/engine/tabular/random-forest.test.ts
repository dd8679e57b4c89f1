import { expect, it } from 'vitest';
import { featureMatrix } from '../../../../src-main/engine/tabular/feature-matrix';
import { gainImportance } from '../../../../src-main/engine/tabular/gain-importance';
import {
  fitRandomForest,
  predictRandomForest,
  RANDOM_FOREST_DEFAULTS,
} from '../../../../src-main/engine/tabular/random-forest';
import { madeUpTable, rootMeanSquare } from './made-up-table';
import { slowTree } from './slow-tree';

const { table, target } = madeUpTable(500, 11);
const fresh = madeUpTable(500, 12);
const options = { ...RANDOM_FOREST_DEFAULTS, trees: 40 };

it('without bootstrap and with all columns is one regression tree, that of the slow twin', async () => {
  const single = { ...options, trees: 2, bootstrap: false, maxDepth: 3 };
  const model = await fitRandomForest(table, target, single, { seed: 1 });
  const mean = target.reduce((a, b) => a + b, 0) / target.length;
  const slow = slowTree(
    table,
    target.map((value) => mean - value),
    { maxDepth: 3, minimumLeafRows: 5, l2: 0 },
  );
  const predicted = predictRandomForest(model, table);
  predicted.forEach((value, row) => expect(value - mean).toBeCloseTo(slow.values[row]!, 5));
  expect(model.outOfBag).toBeNull();
});

it('keeps the fewest rows of a leaf', async () => {
  const { trees } = await fitRandomForest(table, target, { ...options, minimumLeafRows: 17 }, { seed: 1 });
  const covers = [...trees.cover].filter((_, node) => trees.feature[node] === -1);
  expect(Math.min(...covers)).toBeGreaterThanOrEqual(17);
  // Rows that are drawn at all: 1 - 1/e of them.
  const roots = [...trees.roots.subarray(0, -1)].map((root) => trees.cover[root]! / 500);
  expect(roots.reduce((a, b) => a + b, 0) / roots.length).toBeCloseTo(1 - Math.exp(-1), 1);
});

it('errs out of the bag as on rows it never saw, and less than the mean does', async () => {
  const model = await fitRandomForest(table, target, options, { seed: 3 });
  const outOfBag = rootMeanSquare(model.outOfBag!, target);
  const unseen = rootMeanSquare(predictRandomForest(model, fresh.table), fresh.target);
  const training = rootMeanSquare(predictRandomForest(model, table), target);
  expect(outOfBag / unseen).toBeGreaterThan(0.85);
  expect(outOfBag / unseen).toBeLessThan(1.15);
  expect(training).toBeLessThan(0.8 * outOfBag);
  expect(unseen).toBeLessThan(0.85 * rootMeanSquare(new Float64Array(500), fresh.target));
});

it('gives every tree numbers of its own: the first trees do not depend on how many follow', async () => {
  const drawn = { ...options, featureFraction: 0.4 };
  const many = await fitRandomForest(table, target, { ...drawn, trees: 5 }, { seed: 4 });
  const few = await fitRandomForest(table, target, { ...drawn, trees: 2 }, { seed: 4 });
  const end = few.trees.roots.at(-1)!;
  expect(many.trees.value.slice(0, end)).toEqual(few.trees.value);
  expect(many.trees.feature.slice(0, end)).toEqual(few.trees.feature);
  expect((await fitRandomForest(table, target, { ...drawn, trees: 2 }, { seed: 5 })).trees).not.toEqual(few.trees);
});

it('chooses among all columns in the end when each split sees some of them', async () => {
  const model = await fitRandomForest(table, target, { ...options, featureFraction: 0.4 }, { seed: 4 });
  const roots = new Set([...model.trees.roots.subarray(0, -1)].map((root) => model.trees.feature[root]));
  expect(roots.size).toBeGreaterThanOrEqual(3);
  for (const { importance } of gainImportance(model)) expect(importance).toBeGreaterThan(0);
});

it('predicts a constant target exactly and can be cancelled', async () => {
  const constant = featureMatrix(['x'], [[1], [2], [3], [4]]);
  const model = await fitRandomForest(constant, [5, 5, 5, 5], { ...options, minimumLeafRows: 1 }, { seed: 1 });
  expect([...predictRandomForest(model, constant)]).toEqual([5, 5, 5, 5]);
  await expect(
    fitRandomForest(table, target, options, { seed: 1, signal: AbortSignal.abort(new Error('no')) }),
  ).rejects.toThrow('no');
});
