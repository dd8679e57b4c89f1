import { describe, expect, it } from 'vitest';
import { rankCorrelation } from '../../../src-main/statistics/rank-correlation';

describe('rank correlation', () => {
  it('is 1 for the same order, -1 for the reverse, whatever the distances', () => {
    expect(rankCorrelation([1, 5, 100], [2, 3, 4])).toBe(1);
    expect(rankCorrelation([1, 5, 100], [4, 3, 2])).toBe(-1);
  });

  it('shares ranks among ties: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4 give 4.5 / sqrt(4.5 * 5)', () => {
    expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
  });

  it('is 0 without any order', () => {
    expect(rankCorrelation([1, 1], [1, 2])).toBe(0);
    expect(rankCorrelation([1], [1])).toBe(0);
  });
});
