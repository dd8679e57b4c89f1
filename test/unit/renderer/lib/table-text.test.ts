import { expect, it } from 'vitest';
import { TABLE_WRITERS, type TableText } from '../../../../src-renderer/lib/table-text';

const table: TableText = {
  columns: [
    { title: 'Run', align: 'left' },
    { title: 'Difference', align: 'right' },
  ],
  rows: [
    ['full_A6 | 50 %', '−0.0137'],
    ['a\tb', '0.2059 ± 0.0044'],
  ],
};

it('keeps rows and columns in TSV and writes a minus that a sheet reads as a number', () => {
  expect(TABLE_WRITERS.tsv(table)).toBe('Run\tDifference\nfull_A6 | 50 %\t-0.0137\na b\t0.2059 ± 0.0044');
});

it('escapes the bar in Markdown and aligns numbers right', () => {
  expect(TABLE_WRITERS.markdown(table).split('\n')).toEqual([
    '| Run | Difference |',
    '| --- | ---: |',
    '| full_A6 \\| 50 % | −0.0137 |',
    '| a b | 0.2059 ± 0.0044 |',
  ]);
});

it('escapes the signs of LaTeX and sets ± and minus as mathematics', () => {
  const lines = TABLE_WRITERS.latex(table).split('\n');
  expect(lines[0]).toBe('\\begin{tabular}{lr}');
  expect(lines[4]).toBe('  full\\_A6 | 50 \\% & $-$0.0137 \\\\');
  expect(lines[5]).toBe('  a b & 0.2059 $\\pm$ 0.0044 \\\\');
});
