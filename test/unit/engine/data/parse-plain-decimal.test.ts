import { expect, it } from 'vitest';
import { parsePlainDecimal } from '../../../../src-main/engine/data/column-builders';

const parse = (text: string): number => {
  const bytes = Buffer.from(`,${text},`);
  return parsePlainDecimal(bytes, 1, bytes.length - 1);
};

it('reads plain decimals as Number does, to the bit', () => {
  const texts = [
    '0',
    '-0.5',
    '12',
    '39.78',
    '119.99',
    '0.1',
    '0.30000',
    '123456.789012345',
    '.5',
    '5.',
    '284.99',
    '-53.3',
  ];
  expect(texts.map(parse)).toEqual(texts.map(Number));
  for (let value = 0; value < 12_000; value += 7)
    expect(parse((value / 100).toFixed(2))).toBe(Number((value / 100).toFixed(2)));
});

it('leaves everything else to others', () => {
  for (const text of ['', '.', '-', '1e3', ' 1', 'NaN', '1.2.3', '1234567890123456', '+1'])
    expect(parse(text)).toBeNaN();
});
