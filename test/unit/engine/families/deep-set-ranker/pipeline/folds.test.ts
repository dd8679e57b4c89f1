import { describe, expect, it } from 'vitest';
import { TooFewFoldsError } from '#contract/errors/data-errors';
import {
  contiguousChunks,
  outOfFoldFolds,
} from '../../../../../../src-main/engine/families/deep-set-ranker/pipeline/folds';

/** `perSeason` dates in each of so many seasons. */
const dates = (seasons: number, perSeason: number) =>
  Array.from({ length: seasons * perSeason }, (_, index) => {
    const year = Math.floor(index / perSeason);
    return {
      day: year * 1000 + (index % perSeason),
      season: { name: `s${year}`, start: year * 1000, end: year * 1000 + 999 },
    };
  });
const seasonsOf = (days: ReadonlySet<number>) => [...new Set([...days].map((day) => Math.floor(day / 1000)))];

describe('out-of-fold folds', () => {
  it('are contiguous groups of whole seasons: no season is on both sides of a fold', () => {
    const { folds, shareSeasons } = outOfFoldFolds(dates(8, 10), { n_folds: 5, walk_forward: false });
    expect(shareSeasons).toBe(false);
    expect(folds.map(({ predict }) => seasonsOf(predict))).toEqual([[0, 1], [2, 3], [4, 5], [6], [7]]);
    for (const { train, predict } of folds) {
      expect(seasonsOf(train).filter((season) => seasonsOf(predict).includes(season))).toEqual([]);
      expect(train.size + predict.size).toBe(80);
    }
  });

  it('walk forward: each season after the first is predicted by the seasons before it', () => {
    const { folds } = outOfFoldFolds(dates(4, 3), { n_folds: 2, walk_forward: true });
    expect(folds.map(({ train, predict }) => [seasonsOf(train), seasonsOf(predict)])).toEqual([
      [[0], [1]],
      [[0, 1], [2]],
      [[0, 1, 2], [3]],
    ]);
  });

  it('share a season only where there are fewer seasons than folds, and say so', () => {
    const { folds, shareSeasons } = outOfFoldFolds(dates(1, 7), { n_folds: 3, walk_forward: false });
    expect(shareSeasons).toBe(true);
    expect(folds.map(({ predict }) => [...predict])).toEqual([
      [0, 1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  it('need two seasons to walk forward, and a date a fold', () => {
    expect(() => outOfFoldFolds(dates(1, 9), { n_folds: 5, walk_forward: true })).toThrow(TooFewFoldsError);
    expect(() => outOfFoldFolds(dates(1, 1), { n_folds: 2, walk_forward: false })).toThrow(
      'Out-of-fold predictions need at least 2 folds; there is 1 training date with lists.',
    );
  });

  it('divide what does not divide evenly, larger chunks first', () => {
    expect(contiguousChunks([1, 2, 3, 4, 5, 6, 7], 3)).toEqual([
      [1, 2, 3],
      [4, 5],
      [6, 7],
    ]);
  });
});
