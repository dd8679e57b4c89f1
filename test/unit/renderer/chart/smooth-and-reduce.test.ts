import { describe, expect, it } from 'vitest';
import { reducePoints } from '../../../../src-renderer/ui/chart/reduce';
import { smooth } from '../../../../src-renderer/ui/chart/smooth';

describe('smooth', () => {
  it('is corrected for its start: the first value stays itself', () => {
    // m1 = 0.1 * 4 / (1 - 0.9) = 4; m2 = (0.9 * 0.4 + 0.1 * 2) / (1 - 0.81) = 0.56 / 0.19
    const result = smooth([4, 2], 0.9);
    expect(result[0]).toBeCloseTo(4, 12);
    expect(result[1]).toBeCloseTo(0.56 / 0.19, 12);
  });

  it('keeps a constant constant and returns the values themselves without smoothing', () => {
    for (const value of smooth([3, 3, 3, 3], 0.6)) expect(value).toBeCloseTo(3, 12);
    const values = [1, 5];
    expect(smooth(values, 0)).toBe(values);
  });

  it('leaves gaps as gaps and does not let them move the mean', () => {
    const [first, gap, last] = smooth([2, NaN, 2], 0.5);
    expect([first, last]).toEqual([2, 2]);
    expect(gap).toBeNaN();
  });
});

describe('reducePoints', () => {
  const spike = Array.from({ length: 1001 }, (_, index) => (index === 437 ? 99 : index % 2));
  const points = { x: spike.map((_, index) => index), y: spike, low: spike, high: spike };

  it('keeps every spike in the envelope, however far it reduces', () => {
    const reduced = reducePoints(points, 20);
    expect(reduced.x.length).toBeLessThanOrEqual(20);
    expect(Math.max(...reduced.high)).toBe(99);
    expect(Math.min(...reduced.low)).toBe(0);
  });

  it('keeps the newest point as it is', () => {
    const reduced = reducePoints(points, 20);
    expect(reduced.x.at(-1)).toBe(1000);
    expect(reduced.y.at(-1)).toBe(spike.at(-1));
  });

  it('takes the mean of the finite values of a bucket', () => {
    const values = [1, 3, NaN, 5, 7];
    const reduced = reducePoints({ x: [1, 2, 3, 4, 5], y: values, low: values, high: values }, 3);
    expect(reduced.y).toEqual([2, 5, 7]);
    expect(reduced.x).toEqual([2, 4, 5]);
  });

  it('gives short lines back untouched', () => {
    expect(reducePoints(points, 2000)).toBe(points);
  });
});
