import { expect, it } from 'vitest';
import { randomStream } from '../../../../src-main/engine/random/random-stream';
import { ColumnSorter } from '../../../../src-main/engine/tabular/column-sorter';

it('sorts as comparisons do, equal values by their rows, missing ones last', () => {
  const stream = randomStream(3, 'test.column-sorter');
  const special = [0, -0, Infinity, -Infinity, NaN, -NaN, 1e-45, -1e-45, 3.4e38, -3.4e38, NaN];
  const values = Float32Array.from([
    ...special,
    ...Array.from({ length: 500 }, () => Math.round(stream.normal() * 20)),
  ]);
  const { sorted, rowOf, count } = new ColumnSorter(values.length).sort(values);
  expect(count).toBe(values.length - 3);
  // Sorting of typed arrays puts -0 before 0 and NaN at the end.
  expect([...sorted]).toEqual([...values.slice().sort()]);
  expect([...rowOf].map((row) => values[row])).toEqual([...sorted]);
  for (let index = 1; index < values.length; index++)
    if (Object.is(sorted[index], sorted[index - 1])) expect(rowOf[index]).toBeGreaterThan(rowOf[index - 1]!);
});

it('sorts the next column as if it were the first', () => {
  const sorter = new ColumnSorter(4);
  sorter.sort(Float32Array.of(4, NaN, 2, 1));
  const { sorted, rowOf, count } = sorter.sort(Float32Array.of(-1, 5, -3, 0));
  expect([...sorted]).toEqual([-3, -1, 0, 5]);
  expect([...rowOf]).toEqual([2, 0, 3, 1]);
  expect(count).toBe(4);
});
