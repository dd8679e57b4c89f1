import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../../src-main/engine/random/random-stream';
import { SplitFinder } from '../../../../src-main/engine/tabular/best-split';
import { Histograms, type Histogram } from '../../../../src-main/engine/tabular/histograms';
import { packWeight, weightPacking } from '../../../../src-main/engine/tabular/packed-weight';
import { binTable } from '../../../../src-main/engine/tabular/quantile-bins';
import { TreeMemory } from '../../../../src-main/engine/tabular/tree-memory';
import { madeUpTable } from './made-up-table';
import { plainColumn, plainSplit } from './plain-histogram';

const LIMITS = { minimumLeafRows: 3, l2: 0.5, minimumGain: 1e-9 };

/** A memory with a table whose rows have random derivatives, in a random order. */
function setUp({ rows = 400, missing = 0.1, bins = 255 } = {}) {
  const table = binTable(madeUpTable(rows, 17, missing).table, bins);
  const memory = new TreeMemory(table, 2);
  const packing = weightPacking(rows, 4);
  const stream = randomStream(5, 'test.tree-kernels');
  for (let row = 0; row < rows; row++) {
    memory.order[row] = row;
    memory.derivatives[2 * row] = stream.normal();
    memory.derivatives[2 * row + 1] = packWeight(1 + stream.integer(4), packing);
  }
  for (let row = rows - 1; row > 0; row--) {
    const other = stream.integer(row + 1);
    const kept = memory.order[row]!;
    memory.order[row] = memory.order[other]!;
    memory.order[other] = kept;
  }
  const histograms = new Histograms(table, memory, 2);
  const finder = new SplitFinder(memory, packing, LIMITS);
  const plain = (column: number, start: number, end: number) =>
    plainColumn(table, column, memory.order.slice(start, end), memory.derivatives);
  const entries = (histogram: Histogram, column: number) => {
    const numbers = new Float64Array(memory.buffer, histogram);
    return Array.from({ length: table.offsets[column + 1]! - table.offsets[column]! }, (_, bin) => {
      const entry = 2 * (table.offsets[column]! + bin);
      return { gradient: numbers[entry]!, packed: numbers[entry + 1]! };
    });
  };
  const sumsOf = (start: number, end: number) => ({
    gradient: memory.order.slice(start, end).reduce((sum, row) => sum + memory.derivatives[2 * row]!, 0),
    packed: memory.order.slice(start, end).reduce((sum, row) => sum + memory.derivatives[2 * row + 1]!, 0),
  });
  return { table, memory, packing, histograms, finder, plain, entries, sumsOf };
}

describe('a histogram', () => {
  it.each([[[2]], [[0, 3]], [[0, 1, 4]], [[0, 1, 2, 3]], [[0, 1, 2, 3, 4]]])(
    'of the columns %o has the sums of plain additions in the same order, bit for bit',
    (columns) => {
      const { histograms, plain, entries } = setUp({ rows: 300 });
      const list = Int32Array.from(columns);
      histograms.useColumns(list);
      const histogram = histograms.count(40, 290);
      for (const column of list) expect(entries(histogram, column)).toEqual(plain(column, 40, 290));
    },
  );

  it('less that of some rows is that of the others, and exactly zero where they have none', () => {
    const { histograms, plain, entries } = setUp();
    histograms.useColumns(Int32Array.of(0, 1, 2, 3, 4));
    const all = histograms.count(0, 400);
    histograms.subtract(all, histograms.count(0, 390));
    let empty = 0;
    for (let column = 0; column < 5; column++) {
      const rest = plain(column, 390, 400);
      entries(all, column).forEach(({ gradient, packed }, bin) => {
        expect(packed).toBe(rest[bin]!.packed);
        expect(gradient).toBeCloseTo(rest[bin]!.gradient, 12);
        if (packed > 0) return;
        expect(gradient).toBe(0);
        empty += 1;
      });
    }
    expect(empty).toBeGreaterThan(50);
  });

  it('given back is used again, from zero', () => {
    const { histograms, plain, entries } = setUp();
    histograms.useColumns(Int32Array.of(1));
    const first = histograms.count(0, 400);
    histograms.release(first);
    const again = histograms.count(0, 5);
    expect(again).toBe(first);
    expect(entries(again, 1)).toEqual(plain(1, 0, 5));
  });
});

describe('the best split', () => {
  it.each([
    { rows: 400, missing: 0.1, bins: 255 },
    { rows: 400, missing: 0, bins: 255 },
    // An odd and an even number of bins, with and without their missing values.
    { rows: 60, missing: 0.3, bins: 8 },
    { rows: 60, missing: 0.3, bins: 7 },
    { rows: 61, missing: 0, bins: 7 },
    { rows: 8, missing: 0.2, bins: 255 },
  ])('of %o is that of the slow search, by histogram and by rows, bit for bit', (shape) => {
    const { table, packing, histograms, finder, plain, sumsOf } = setUp(shape);
    const columns = Int32Array.of(0, 1, 2, 3, 4);
    histograms.useColumns(columns);
    for (const [start, end] of [
      [0, shape.rows],
      [3, Math.ceil(shape.rows / 2) + 3],
    ] as const) {
      const sums = sumsOf(start, end);
      const described = Array.from(columns, (column) => ({
        column,
        bins: plain(column, start, end),
        valueBins: table.thresholds[column]!.length,
      }));
      const expected = plainSplit(described, sums, packing, LIMITS);
      const histogram = histograms.count(start, end);
      expect(finder.fromHistogram(columns, histogram, sums)).toEqual(expected);
      expect(finder.fromRows(columns, start, end, sums)).toEqual(expected);
      histograms.release(histogram);
    }
  });

  it('looks at the columns it is given only, and is none when no split leaves enough rows', () => {
    const { finder, sumsOf } = setUp();
    expect(finder.fromRows(Int32Array.of(3), 0, 400, sumsOf(0, 400))!.column).toBe(3);
    expect(finder.fromRows(Int32Array.of(0, 1, 2, 3, 4), 0, 5, sumsOf(0, 5))).toBeNull();
  });
});

it('parts rows by their bin, with or without another bin, order kept', () => {
  const { table, memory } = setUp();
  const { address, order } = memory;
  const column = 1;
  const missing = table.thresholds[column]!.length;
  const binOf = (row: number): number => table.bins[column * table.rows + row]!;
  const bins = address.bins + column * table.rows;
  for (const alsoLeft of [missing, 10]) {
    const before = [...order];
    const isLeft = (row: number): boolean => binOf(row) <= 10 || binOf(row) === alsoLeft;
    const middle = memory.run.partRows(address.order + 40, address.order + 1200, bins, 10, alsoLeft, address.spare);
    const stretch = before.slice(10, 300);
    const left = stretch.filter(isLeft);
    expect((middle - address.order) / 4).toBe(10 + left.length);
    expect([...order]).toEqual([
      ...before.slice(0, 10),
      ...left,
      ...stretch.filter((row) => !isLeft(row)),
      ...before.slice(300),
    ]);
    expect(left.some((row) => binOf(row) === missing)).toBe(alsoLeft === missing);
  }
});
