import { expect, it } from 'vitest';
import { TabularModelFileError } from '#contract/errors/tabular-errors';
import { decodeSafetensors, encodeSafetensors } from '../../../../src-main/engine/checkpoints/safetensors';
import {
  BOOSTED_TREES_DEFAULTS,
  fitBoostedTrees,
  predictBoostedTrees,
} from '../../../../src-main/engine/tabular/boosted-trees';
import { fitIsotonic } from '../../../../src-main/engine/tabular/isotonic';
import { fromTensors, toTensors, type TabularModel } from '../../../../src-main/engine/tabular/model-tensors';
import { fitPlatt } from '../../../../src-main/engine/tabular/platt';
import {
  fitRandomForest,
  predictRandomForest,
  RANDOM_FOREST_DEFAULTS,
} from '../../../../src-main/engine/tabular/random-forest';
import { fitRidgeCv, RIDGE_DEFAULTS } from '../../../../src-main/engine/tabular/ridge';
import { madeUpTable } from './made-up-table';

const { table, target } = madeUpTable(300, 31, 0.1);
const fresh = madeUpTable(300, 32, 0.1).table;
const boosted = await fitBoostedTrees(table, target, { ...BOOSTED_TREES_DEFAULTS, rounds: 20 }, { seed: 1 });

/** Through the bytes of both files. */
function throughFiles(model: TabularModel): TabularModel {
  const { document, tensors } = toTensors(model);
  const read = decodeSafetensors(encodeSafetensors(tensors));
  return fromTensors(JSON.parse(JSON.stringify(document)), read, 'model.json');
}

it('trees predict the same bits after they were saved and read', async () => {
  const loaded = throughFiles(boosted);
  expect(loaded).toEqual(boosted);
  if (loaded.kind === 'boosted-trees')
    expect(predictBoostedTrees(loaded, fresh)).toEqual(predictBoostedTrees(boosted, fresh));
  const forest = await fitRandomForest(table, target, { ...RANDOM_FOREST_DEFAULTS, trees: 5 }, { seed: 1 });
  const loadedForest = throughFiles(forest);
  expect(loadedForest).toEqual({ ...forest, outOfBag: null });
  if (loadedForest.kind === 'random-forest')
    expect(predictRandomForest(loadedForest, fresh)).toEqual(predictRandomForest(forest, fresh));
});

it('ridge and calibration come back as they were', () => {
  for (const model of [
    fitRidgeCv(table, target, RIDGE_DEFAULTS),
    fitIsotonic([1, 2, 3], [1, 3, 2]),
    fitPlatt([1, 2], [0, 1]),
  ])
    expect(throughFiles(model)).toEqual(model);
});

it('a file of another version, without a tensor, or with a node that points outside is refused by name', () => {
  const { document, tensors } = toTensors(boosted);
  const read = (changed: unknown, arrays = tensors) => fromTensors(changed, arrays, 'trees.json');
  expect(() => read({ ...document, schemaVersion: 2 })).toThrow(TabularModelFileError);
  const { left, ...rest } = tensors;
  expect(() => read(document, rest)).toThrow('the tensor left is missing');
  const loop = { ...left!, data: Int32Array.from(left!.data, () => 0) };
  expect(() => read(document, { ...rest, left: loop })).toThrow('a node points outside of its tree');
  const short = { ...left!, data: Int32Array.from(left!.data).slice(1) };
  expect(() => read(document, { ...rest, left: short })).toThrow('different lengths');
});
