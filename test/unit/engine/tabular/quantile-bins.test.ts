import { expect, it } from 'vitest';
import { featureMatrix } from '../../../../src-main/engine/tabular/feature-matrix';
import { binTable } from '../../../../src-main/engine/tabular/quantile-bins';

const column = (values: readonly number[]) => featureMatrix(['x'], values.map((value) => [value])); // prettier-ignore

it('gives each of a few values a bin, cut half way; missing values have the bin after them', () => {
  const { bins, thresholds, hasMissing, offsets } = binTable(column([3, 1, NaN, 1, 7]), 255);
  expect([...thresholds[0]!]).toEqual([2, 5, Infinity]);
  expect([...bins]).toEqual([1, 0, 3, 0, 2]);
  expect([...hasMissing]).toEqual([1]);
  expect([...offsets]).toEqual([0, 4]);
});

it('parts many values into bins of equal numbers of rows', () => {
  const { bins } = binTable(column(Array.from({ length: 1000 }, (_, row) => (row * 7) % 1000)), 10);
  const counts = new Array<number>(10).fill(0);
  bins.forEach((bin) => (counts[bin]! += 1));
  expect(counts).toEqual(new Array(10).fill(100));
});

it('a value that fills half of the rows takes one bin, the others share the rest', () => {
  const values = Array.from({ length: 1000 }, (_, row) => (row < 500 ? 0 : row));
  const { bins, thresholds } = binTable(column(values), 11);
  expect(thresholds[0]).toHaveLength(11);
  expect(bins.filter((bin) => bin === 0)).toHaveLength(500);
  expect(bins.filter((bin) => bin === 5)).toHaveLength(50);
});
