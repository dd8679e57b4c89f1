import { expect, it } from 'vitest';
import {
  packWeight,
  rowsOfPacked,
  weightOfPacked,
  weightPacking,
} from '../../../../src-main/engine/tabular/packed-weight';

it('adds rows and weights in one number, exactly, up to the most rows', () => {
  for (const [rows, weight] of [
    [1, 1],
    [4, 0.25],
    [54_000, 1],
    [54_000, 32],
    [2_000_000, 0.25],
  ] as const) {
    // prettier-ignore
    const packing = weightPacking(rows, weight);
    const one = packWeight(weight, packing);
    const sum = one * rows;
    expect(Number.isSafeInteger(sum)).toBe(true);
    expect(rowsOfPacked(sum, packing)).toBe(rows);
    expect(weightOfPacked(sum, packing)).toBe(rows * weight);
    expect(weightOfPacked(sum - one, packing)).toBe((rows - 1) * weight);
  }
});

it('keeps other weights to at least 20 bits with 54,000 rows', () => {
  const packing = weightPacking(54_000, 0.25);
  expect(weightOfPacked(packWeight(0.123456789, packing), packing)).toBeCloseTo(0.123456789, 6);
});
