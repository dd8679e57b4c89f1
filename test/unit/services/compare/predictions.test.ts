import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PredictionDescriptor, PredictionMetric } from '#contract/predictions';
import { confusionTable } from '../../../../src-main/services/compare/predictions/confusion-table';
import { metricUnits } from '../../../../src-main/services/compare/predictions/metric-form';
import { parseCsv, readPredictions } from '../../../../src-main/services/compare/predictions/prediction-file';
import { secondOpinion } from '../../../../src-main/services/compare/predictions/second-opinion';
import { sliceTable, type SlicedGroup } from '../../../../src-main/services/compare/predictions/slice-table';
import { metricWhere } from '../../../../src-main/services/compare/predictions/unit-sums';
import { writePredictions } from '../../../support/finished-runs';

const CLASSES = { truth: 'label', predicted: 'guess', classes: ['a', 'b'] } as const;
const DESCRIPTOR: PredictionDescriptor = {
  untrained: [],
  clusterColumn: 'match',
  metrics: { macro_f1: { kind: 'macro-f1', ...CLASSES } },
  slices: [{ name: 'phase', label: 'Phase', column: 'phase', prefix: null, labels: { p: 'powerplay' } }],
};

describe('stored predictions', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'assay-predictions-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Stores lines as the predictions of one run and reads them. */
  const read = (run: string, lines: readonly string[]) => {
    writePredictions(path.join(folder, run), lines);
    return readPredictions(path.join(folder, run, 'predictions/validation.csv'), run);
  };
  const measure = (lines: readonly string[], metric: PredictionMetric) =>
    metricWhere(metricUnits(read('r', lines), metric), () => true).value;
  const stored = (run: string, lines: readonly string[]) => {
    const table = read(run, lines);
    return { table, units: metricUnits(table, DESCRIPTOR.metrics['macro_f1']!) };
  };

  it('are read with quotes, commas and line breaks inside fields, and with an empty last field', () => {
    expect(parseCsv('a,b\n"x, ""y""\nz",\n1,2')).toEqual([
      ['a', 'b'],
      ['x, "y"\nz', ''],
      ['1', '2'],
    ]);
  });

  it('that are not there say how to get them', () => {
    expect(() => readPredictions(path.join(folder, 'none.csv'), 'r-1')).toThrow('has no stored predictions');
  });

  it('give accuracy, macro and weighted F1 by hand: truth aab, guess abb', () => {
    const lines = ['label,guess', '0,0', '0,1', '1,1'];
    // F1 of a: 2*1/(2+1) = 2/3; of b: 2*1/(1+2) = 2/3.
    expect(measure(lines, { kind: 'accuracy', ...CLASSES })).toBeCloseTo(2 / 3, 12);
    expect(measure(lines, { kind: 'macro-f1', ...CLASSES })).toBeCloseTo(2 / 3, 12);
    expect(measure([...lines, '0,0'], { kind: 'weighted-f1', ...CLASSES })).toBeCloseTo((3 * 0.8 + 2 / 3) / 4, 12);
  });

  it('give log loss with the clip of the families, and the mean of a column without empty fields', () => {
    const lines = ['label,p0,p1,x', '0,0.5,0.5,1', '1,1,0,', '1,0.75,0.25,3'];
    const expected = (Math.log(2) - Math.log(1e-15) + Math.log(4)) / 3;
    expect(measure(lines, { kind: 'log-loss', truth: 'label', probabilities: ['p0', 'p1'] })).toBeCloseTo(expected, 10);
    expect(measure(lines, { kind: 'mean', column: 'x' })).toBe(2);
  });

  it('give the root of half the mean squared distance: (3, 4) away once, right once = sqrt(12.5 / 2)', () => {
    const lines = ['x,y,tx,ty', '3,4,0,0', '1,1,1,1', '9,9,,'];
    const metric = { kind: 'root-mean-distance', x: 'x', y: 'y', trueX: 'tx', trueY: 'ty' } as const;
    expect(measure(lines, metric)).toBeCloseTo(2.5, 12);
  });

  it('give rank correlations by list, the rows that do not count left out', () => {
    const lines = ['day,score,rank,last', '1,3,1,0', '1,2,2,0', '1,1,3,0', '2,1,1,0', '2,2,2,0', '2,9,9,1'];
    const metric: PredictionMetric = {
      kind: 'list-rank-correlation',
      list: ['day'],
      score: 'score',
      target: 'rank',
      isTargetDescending: true,
      where: { column: 'last', value: '0' },
    };
    // Day 1 is in perfect order (1), day 2 in reverse (-1).
    expect(measure(lines, metric)).toBeCloseTo(0, 12);
  });

  const HEADER = 'match,phase,label,guess';
  const RIGHT = [HEADER, 'm1,p,0,0', 'm1,d,1,1', 'm2,p,0,0', 'm2,d,1,1', 'm3,p,0,0', 'm3,d,1,1'];
  const WRONG = [HEADER, 'm1,p,0,0', 'm1,d,1,0', 'm2,p,0,1', 'm2,d,1,1', 'm3,p,0,0', 'm3,d,1,1'];
  const groups = (): SlicedGroup[] => [
    { key: 'b', label: 'B', isBaseline: true, runs: [{ seed: 1, stored: stored('b', WRONG) }] },
    { key: 'a', label: 'A', isBaseline: false, runs: [{ seed: 1, stored: stored('a', RIGHT) }] },
  ];
  const reference = { split: 'validation', metric: 'macro_f1' } as const;

  it('are cut by the slices of the family and by any column with few values', () => {
    const table = sliceTable(groups(), reference, DESCRIPTOR, null);
    expect(table.available.map(({ name }) => name)).toEqual(['phase', 'match', 'label', 'guess']);
    expect(table.values.map(({ label, units }) => [label, units])).toEqual([
      ['d', 3],
      ['powerplay', 3],
    ]);
    // Of three d rows (true class 1) two are right: F1 of class 1 is 0.8, of class 0 zero.
    expect(table.rows[0]!.cells[1]!.mean).toBeCloseTo(0.4, 12);
    expect(table.rows[1]!.cells[1]!.difference).toBeCloseTo(0.5 - 0.4, 12);
  });

  it('cannot be cut by a column that is not there, and say which are', () => {
    expect(() => sliceTable(groups(), reference, DESCRIPTOR, 'weather')).toThrow('cannot be cut by weather');
  });

  it('give confusion matrices side by side', () => {
    const table = confusionTable(groups(), reference, DESCRIPTOR);
    expect(table.groups[0]!.counts).toEqual([
      [2, 1],
      [1, 2],
    ]);
    expect(table.groups[1]!.f1).toEqual([1, 1]);
  });

  const opinion = (a: readonly string[], b: readonly string[], seed = 1) =>
    secondOpinion(
      { key: 'a', label: 'A', runs: [stored('a', a)] },
      { key: 'b', label: 'B', runs: [stored('b', b)] },
      { ...reference, clusterColumn: 'match', seeds: [1], resamples: 500, seed, classes: CLASSES },
    );

  it('give a second opinion over clusters that is the same for the same seed', async () => {
    const first = await opinion(RIGHT, WRONG);
    expect(first).toMatchObject({ clusters: 3, resamples: 500, clusterColumn: 'match' });
    expect(first.difference).toBeCloseTo(1 - 2 / 3, 12);
    expect(first.percentile.lower).toBeLessThanOrEqual(first.difference);
    expect(await opinion(RIGHT, WRONG)).toEqual(first);
    // Two rows are right in A alone, none in B alone: p = 2 * (1/2)^2.
    expect(first.mcnemarP).toBeCloseTo(0.5, 12);
  });

  it('refuse clusters that only one of the models was tested on', async () => {
    await expect(opinion(RIGHT, [...WRONG, 'm4,p,0,0'])).rejects.toThrow('match m4 is in the predictions of one');
  });
});
