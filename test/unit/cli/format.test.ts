import { expect, it } from 'vitest';
import { bar, bytes, duration, fixed } from '../../../src-main/cli/format';
import { textTable } from '../../../src-main/cli/text-table';

it.each([
  [850, '850 ms'],
  [12_340, '12.3 s'],
  [245_000, '4 min 05'],
  [15_600_000, '4 h 20'],
])('%d ms reads %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [27_050_000, '27.05 MB'],
])('%d bytes read %s', (count, text) => {
  expect(bytes(count)).toBe(text);
});

it('says n/a for what is missing, never 0', () => {
  expect([fixed(null, 3), fixed(Number.NaN, 3), fixed(0, 3)]).toEqual(['n/a', 'n/a', '0.000']);
});

it('fills a bar by its share', () => {
  expect(bar(0.5, 4)).toBe('██░░');
});

it('aligns columns of a table', () => {
  const lines = textTable(
    [
      { header: 'name', align: 'left', value: (row: [string, number]) => row[0] },
      { header: 'value', align: 'right', value: (row) => row[1].toFixed(2) },
    ],
    [
      ['win_rate', 0.876],
      ['model', 10],
    ],
  );
  expect(lines).toEqual(['name      value', '--------  -----', 'win_rate   0.88', 'model     10.00']);
});
