import { describe, expect, it } from 'vitest';
import { averageRanks } from '../../../../src-main/engine/metrics/average-ranks';
import { normalizedDiscountedGain } from '../../../../src-main/engine/metrics/normalized-discounted-gain';
import { rankErrors } from '../../../../src-main/engine/metrics/rank-errors';
import { spearman } from '../../../../src-main/engine/metrics/spearman';
import { randomStream } from '../../../../src-main/engine/random/random-stream';

describe('averageRanks', () => {
  it('gives ties the mean of their ranks', () => {
    expect([...averageRanks([10, 30, 10, 20, 10])]).toEqual([4, 1, 4, 2, 4]);
  });

  it('equals counting larger and equal values, one by one', () => {
    const random = randomStream(5, 'test');
    const values = Array.from({ length: 60 }, () => random.integer(20));
    const slow = values.map(
      (value) =>
        1 + values.filter((other) => other > value).length + (values.filter((other) => other === value).length - 1) / 2,
    );
    expect([...averageRanks(values)]).toEqual(slow);
  });
});

describe('spearman', () => {
  it('is 1 for the same order, -1 for the reverse, whatever the distances', () => {
    expect(spearman([1, 2, 3], [10, 11, 500])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
  });

  it('equals 1 - 6 sum d^2 / (n (n^2 - 1)) without ties', () => {
    // Ranks 1 2 3 4 5 against 2 1 4 3 5: d^2 sums to 4, so 1 - 24 / 120 = 0.8.
    expect(spearman([5, 4, 3, 2, 1], [4, 5, 2, 3, 1])).toBeCloseTo(0.8, 12);
  });

  it('is exact with ties', () => {
    // Ranks 1.5 1.5 3 and 1 2 3: covariance 1.5, variances 1.5 and 2; 1.5 / sqrt(3) = 0.8660.
    expect(spearman([2, 2, 1], [3, 2, 1])).toBeCloseTo(Math.sqrt(3) / 2, 12);
  });

  it('is 0 when one side has no order', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBe(0);
  });
});

describe('normalizedDiscountedGain', () => {
  it('equals the gains worked out by hand', () => {
    // Predicted order has relevances 1, 3, 2: (1/1 + 7/log2 3 + 3/2) / (7/1 + 3/log2 3 + 1/2).
    const expected = (1 + 7 / Math.log2(3) + 1.5) / (7 + 3 / Math.log2(3) + 0.5);
    expect(normalizedDiscountedGain([9, 8, 7], [1, 3, 2], 10)).toBeCloseTo(expected, 12);
    expect(normalizedDiscountedGain([9, 8, 7], [1, 3, 2], 1)).toBeCloseTo(1 / 7, 12);
    expect(normalizedDiscountedGain([1, 2], [0, 0], 10)).toBe(0);
  });
});

describe('rankErrors', () => {
  it('measures in ranks', () => {
    expect(rankErrors([1, 2, 3, 4], [1, 4, 3, 2])).toEqual({ meanAbsolute: 1, rootMeanSquared: Math.SQRT2 });
  });
});
