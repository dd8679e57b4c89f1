import { describe, expect, it } from 'vitest';
import { reduceSeries } from '../../../../src-main/services/runs/reduce-series';
import { seededRandom } from '../../../support/workspace-random';

const points = (values: readonly number[]) => values.map((value, index) => ({ step: index + 1, epoch: 1, value }));

describe('reduceSeries', () => {
  it('returns a short series whole', () => {
    expect(reduceSeries(points([3, 1]), 2, 16)).toEqual([
      { step: 1, epoch: 1, value: 3, min: 3, max: 3 },
      { step: 2, epoch: 1, value: 1, min: 1, max: 1 },
    ]);
    expect(reduceSeries([], 0, 16)).toEqual([]);
  });

  it('covers every point once and loses no extreme, on 100 drawn series', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 100; round += 1) {
      const values = Array.from({ length: 1 + Math.floor(random() * 500) }, () =>
        random() < 0.05 ? Number.NaN : random() ** 20 * 1000,
      );
      const most = 16 + Math.floor(random() * 50);
      const buckets = reduceSeries(points(values), values.length, most);
      expect(buckets.length).toBe(Math.min(values.length, most));
      let from = 0;
      for (const { step, value, min, max } of buckets) {
        const finite = values.slice(from, step).filter((candidate) => !Number.isNaN(candidate));
        expect(value).toBe(values[step - 1]);
        expect(min).toBe(finite.length === 0 ? Number.NaN : Math.min(...finite));
        expect(max).toBe(finite.length === 0 ? Number.NaN : Math.max(...finite));
        from = step;
      }
      expect(from).toBe(values.length);
    }
  });

  it('reduces a series that could not be held, one point at a time', () => {
    const total = 1_000_000;
    let made = 0;
    function* long() {
      for (; made < total; made += 1) yield { step: made + 1, epoch: 1, value: made === 654_321 ? 7 : made % 2 };
    }
    const buckets = reduceSeries(long(), total, 1000);
    expect([buckets.length, made]).toEqual([1000, total]);
    expect(buckets.map(({ step }) => step)).toEqual(Array.from({ length: 1000 }, (_, index) => (index + 1) * 1000));
    expect(buckets.map(({ max }) => max).filter((max) => max === 7)).toHaveLength(1);
    expect(buckets[654]).toEqual({ step: 655_000, epoch: 1, value: 1, min: 0, max: 7 });
  });
});
