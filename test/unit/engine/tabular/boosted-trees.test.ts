import { describe, expect, it } from 'vitest';
import { TabularOptionError, TabularShapeError, TabularTargetError } from '#contract/errors/tabular-errors';
import {
  BOOSTED_TREES_DEFAULTS,
  fitBoostedTrees,
  predictBoostedTrees,
  type BoostedTreesOptions,
} from '../../../../src-main/engine/tabular/boosted-trees';
import { featureMatrix, selectRows } from '../../../../src-main/engine/tabular/feature-matrix';
import { madeUpTable, rootMeanSquare } from './made-up-table';
import { slowTree } from './slow-tree';

/** One tree on all rows and columns, whose leaves are not shrunk. */
const ONE_TREE: BoostedTreesOptions = {
  ...BOOSTED_TREES_DEFAULTS,
  rounds: 1,
  maxDepth: 1,
  learningRate: 1,
  subsample: 1,
  columnSubsample: 1,
  l2: 0,
};
const seed = 1;
const four = featureMatrix(['x'], [[1], [2], [3], [4]]);

describe('one split', () => {
  it('parts 1 1 | 5 5 in the middle: mean 3, leaves -2 and 2, gain 4 * 4 / 2 + 4 * 4 / 2', async () => {
    const model = await fitBoostedTrees(four, [1, 1, 5, 5], ONE_TREE, { seed });
    expect(model.baseScore).toBe(3);
    expect([...model.trees.feature]).toEqual([0, -1, -1]);
    expect([...model.trees.threshold]).toEqual([2.5, 0, 0]);
    expect([...model.trees.value]).toEqual([0, -2, 2]);
    expect([...model.trees.gain]).toEqual([16, 0, 0]);
    expect([...model.trees.cover]).toEqual([4, 2, 2]);
    expect([...predictBoostedTrees(model, four)]).toEqual([1, 1, 5, 5]);
  });

  it('has leaves of -G / (H + lambda) times the learning rate', async () => {
    const options = { ...ONE_TREE, l2: 1, learningRate: 0.5 };
    const model = await fitBoostedTrees(four, [1, 1, 5, 5], options, { seed });
    // G = 2 + 2, H = 2: -4 / 3 / 2.
    expect(model.trees.value[1]).toBeCloseTo(-2 / 3, 6);
    // 16 / 3 + 16 / 3 - 0.
    expect(model.trees.gain[0]).toBeCloseTo(32 / 3, 5);
  });

  it('of the logistic loss: p = 1/2, G = 1, H = 2 / 4, lambda 1', async () => {
    const options = { ...ONE_TREE, objective: 'logistic', l2: 1 } as const;
    const model = await fitBoostedTrees(four, [0, 0, 1, 1], options, { seed });
    expect(model.baseScore).toBe(0);
    expect(model.trees.value[2]).toBeCloseTo(1 / 1.5, 6);
    expect(predictBoostedTrees(model, four)[3]).toBeCloseTo(1 / (1 + Math.exp(-1 / 1.5)), 6);
    expect(model.history.training[0]).toBeCloseTo(Math.log(1 + Math.exp(-1 / 1.5)), 6);
  });

  it('leaves no leaf with fewer rows than asked for, and none at all where that is impossible', async () => {
    const at = (minimumLeafRows: number) =>
      fitBoostedTrees(four, [9, 1, 1, 1], { ...ONE_TREE, minimumLeafRows }, { seed });
    expect((await at(1)).trees.threshold[0]).toBe(1.5);
    expect((await at(2)).trees.threshold[0]).toBe(2.5);
    expect([...(await at(3)).trees.feature]).toEqual([-1]);
  });
});

describe('missing values', () => {
  it('go where their target belongs', async () => {
    const table = featureMatrix(['x'], [[1], [2], [NaN], [3], [4], [NaN]]);
    const low = await fitBoostedTrees(table, [0, 0, 0, 6, 6, 0], ONE_TREE, { seed });
    expect([...predictBoostedTrees(low, table)]).toEqual([0, 0, 0, 6, 6, 0]);
    const high = await fitBoostedTrees(table, [0, 0, 6, 6, 6, 6], ONE_TREE, { seed });
    expect([...predictBoostedTrees(high, table)]).toEqual([0, 0, 6, 6, 6, 6]);
  });

  it('can be all that a split tells apart', async () => {
    const table = featureMatrix(['x'], [[1], [1], [NaN], [NaN]]);
    const model = await fitBoostedTrees(table, [1, 1, 3, 3], ONE_TREE, { seed });
    expect([...predictBoostedTrees(model, table)]).toEqual([1, 1, 3, 3]);
  });

  it('follow the larger child when training had none', async () => {
    const model = await fitBoostedTrees(four, [0, 4, 4, 4], ONE_TREE, { seed });
    expect([...predictBoostedTrees(model, featureMatrix(['x'], [[NaN]]))]).toEqual([4]);
  });
});

describe('against the slow twin that tries every threshold on the raw rows', () => {
  it.each([
    { rows: 60, missing: 0, l2: 0, minimumLeafRows: 1 },
    { rows: 60, missing: 0.2, l2: 1, minimumLeafRows: 3 },
    // More rows than a node is searched row by row with: histograms and their difference.
    { rows: 700, missing: 0, l2: 1, minimumLeafRows: 5 },
    { rows: 700, missing: 0.1, l2: 0.5, minimumLeafRows: 20 },
  ])('grows the same tree: %o', async ({ rows, missing, ...limits }) => {
    const { table, target } = madeUpTable(rows, 3, missing);
    const options = { ...ONE_TREE, ...limits, maxDepth: 3 };
    const model = await fitBoostedTrees(table, target, options, { seed });
    const gradients = target.map((value) => model.baseScore - value);
    const slow = slowTree(table, gradients, { ...limits, maxDepth: 3 });
    expect(model.trees.gain[0]).toBeCloseTo(slow.rootGain, 3);
    const predicted = predictBoostedTrees(model, table);
    for (let row = 0; row < rows; row++) expect(predicted[row]! - model.baseScore).toBeCloseTo(slow.values[row]!, 5);
  });
});

describe('many rounds', () => {
  const { table, target } = madeUpTable(600, 5);
  const fresh = madeUpTable(400, 6);
  const options = { ...BOOSTED_TREES_DEFAULTS, rounds: 60 };

  it('lower the training loss in every round when every tree sees all rows', async () => {
    for (const objective of ['squared-error', 'logistic'] as const) {
      const labels = objective === 'logistic' ? target.map((value) => (value > 0 ? 1 : 0)) : target;
      const { history } = await fitBoostedTrees(table, labels, { ...options, objective, subsample: 1 }, { seed });
      const grown = history.training.filter((loss, round) => round > 0 && loss > history.training[round - 1]!);
      expect(grown).toEqual([]);
      expect(history.training).toHaveLength(60);
    }
  });

  it('log the loss of the predictions of the model', async () => {
    const model = await fitBoostedTrees(table, target, options, {
      seed,
      validation: { table: fresh.table, target: fresh.target },
    });
    expect(model.history.training.at(-1)).toBeCloseTo(rootMeanSquare(predictBoostedTrees(model, table), target), 6);
    const validation = rootMeanSquare(predictBoostedTrees(model, fresh.table), fresh.target);
    expect(model.history.validation.at(-1)).toBeCloseTo(validation, 6);
    expect(model.rounds).toBe(60);
  });

  it('stop early and keep the best round', async () => {
    const noisy = target.map((value, row) => value + ((row * 7919) % 13) - 6);
    const context = { seed, validation: { table: fresh.table, target: fresh.target } };
    const long = { ...options, rounds: 300, learningRate: 0.3, earlyStoppingRounds: 8 };
    const model = await fitBoostedTrees(table, noisy, long, context);
    const losses = model.history.validation;
    const best = losses.indexOf(Math.min(...losses));
    expect(model.rounds).toBe(best + 1);
    expect(losses).toHaveLength(best + 1 + 8);
    expect(losses.length).toBeLessThan(300);
    expect(model.trees.roots).toHaveLength(best + 2);
    expect(rootMeanSquare(predictBoostedTrees(model, fresh.table), fresh.target)).toBeCloseTo(losses[best]!, 6);
    // The same trees as a fit of so many rounds.
    const short = await fitBoostedTrees(table, noisy, { ...long, rounds: best + 1, earlyStoppingRounds: 0 }, { seed });
    expect(short.trees).toEqual(model.trees);
  });

  it('give the same bits for the same seed and others for another', async () => {
    const [first, again, other] = await Promise.all([
      fitBoostedTrees(table, target, options, { seed: 7 }),
      fitBoostedTrees(table, target, options, { seed: 7 }),
      fitBoostedTrees(table, target, options, { seed: 8 }),
    ]);
    expect(again.trees).toEqual(first.trees);
    expect(other.trees).not.toEqual(first.trees);
  });

  it('do not depend on the unit of the target', async () => {
    const model = await fitBoostedTrees(table, target, options, { seed });
    const small = await fitBoostedTrees(
      table,
      target.map((value) => value * 2 ** -20),
      options,
      { seed },
    );
    expect(small.trees.feature).toEqual(model.trees.feature);
    expect(small.trees.value).toEqual(model.trees.value.map((value) => value * 2 ** -20));
  });

  it('predict better than the mean on rows that were not seen', async () => {
    const many = madeUpTable(3000, 7);
    const model = await fitBoostedTrees(many.table, many.target, BOOSTED_TREES_DEFAULTS, { seed });
    const ofMean = rootMeanSquare(new Float64Array(400), fresh.target);
    expect(rootMeanSquare(predictBoostedTrees(model, fresh.table), fresh.target)).toBeLessThan(0.5 * ofMean);
  });

  it('end with the reason of the signal, between rounds', async () => {
    const controller = new AbortController();
    const told: number[] = [];
    const onProgress = (done: number): void => {
      told.push(done);
      if (done === 3) controller.abort(new Error('enough'));
    };
    await expect(
      fitBoostedTrees(table, target, options, { seed, signal: controller.signal, onProgress }),
    ).rejects.toThrow('enough');
    expect(told).toEqual([1, 2, 3]);
  });
});

describe('data without anything to learn', () => {
  it('a constant target is predicted exactly, by trees of one leaf', async () => {
    const model = await fitBoostedTrees(four, [0.1, 0.1, 0.1, 0.1], { ...ONE_TREE, rounds: 3 }, { seed });
    expect([...model.trees.feature]).toEqual([-1, -1, -1]);
    predictBoostedTrees(model, four).forEach((value) => expect(value).toBeCloseTo(0.1, 7));
  });

  it('labels of one class give a probability near it', async () => {
    const model = await fitBoostedTrees(four, [1, 1, 1, 1], { ...ONE_TREE, objective: 'logistic' }, { seed });
    expect(predictBoostedTrees(model, four)[0]).toBeGreaterThan(0.99999);
  });

  it('a constant column and one without values are never split on', async () => {
    const table = featureMatrix(
      ['same', 'x', 'none'],
      [1, 2, 3, 4].map((x) => [7, x, NaN]),
    );
    const model = await fitBoostedTrees(table, [1, 1, 5, 5], { ...ONE_TREE, maxDepth: 3 }, { seed });
    expect(model.trees.feature[0]).toBe(1);
    expect([...model.trees.feature].every((column) => column === 1 || column === -1)).toBe(true);
  });

  it('infinite values are values like others', async () => {
    const table = featureMatrix(['x'], [[-Infinity], [-1], [3], [Infinity]]);
    const model = await fitBoostedTrees(table, [1, 2, 3, 4], { ...ONE_TREE, maxDepth: 3 }, { seed });
    expect([...predictBoostedTrees(model, table)]).toEqual([1, 2, 3, 4]);
  });
});

describe('input that cannot be used', () => {
  const fit = (table: typeof four, target: number[], options: Partial<BoostedTreesOptions> = {}) =>
    fitBoostedTrees(table, target, { ...ONE_TREE, ...options }, { seed });

  it('is refused by name', async () => {
    await expect(fit(featureMatrix(['x'], []), [])).rejects.toThrow(TabularShapeError);
    await expect(fit(four, [1, 2, 3])).rejects.toThrow('it has 4 rows and 3 targets');
    await expect(fit(four, [1, NaN, 3, 4])).rejects.toThrow(TabularTargetError);
    await expect(fit(four, [1, NaN, 3, 4])).rejects.toThrow('The target of row 1 is NaN');
    await expect(fit(four, [0, 1, 2, 1], { objective: 'logistic' })).rejects.toThrow('expected 0 or 1');
    expect(() => featureMatrix(['x', 'y'], [[1]])).toThrow(TabularShapeError);
  });

  it('columns must be those of the fit, in their order', async () => {
    const model = await fit(featureMatrix(['x', 'y'], [[1, 2], [3, 4]]), [1, 2]); // prettier-ignore
    const swapped = featureMatrix(['y', 'x'], [[1, 2]]);
    expect(() => predictBoostedTrees(model, swapped)).toThrow("its column 0 is y, the model's is x");
    expect(() => predictBoostedTrees(model, selectRows(four, [0]))).toThrow('it has 1 columns, the model 2');
  });

  it('an option out of its range, or early stopping without validation rows, is never ignored', async () => {
    await expect(fit(four, [1, 2, 3, 4], { subsample: 0 })).rejects.toThrow(TabularOptionError);
    await expect(fit(four, [1, 2, 3, 4], { bins: 256 })).rejects.toThrow('bins is 256');
    await expect(fit(four, [1, 2, 3, 4], { earlyStoppingRounds: 5 })).rejects.toThrow('earlyStoppingRounds is 5');
  });
});
