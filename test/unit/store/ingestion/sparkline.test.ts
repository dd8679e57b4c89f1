import { describe, expect, it } from 'vitest';
import { appendToSparkline } from '../../../../src-main/store/ingestion/sparkline';

describe('appendToSparkline', () => {
  it('keeps one value an epoch and goes back with a resumed run', () => {
    expect(
      appendToSparkline(
        [
          [1, 5],
          [2, 6],
          [3, 7],
        ],
        [
          [2, 8],
          [2, 9],
        ],
      ),
    ).toEqual([
      [1, 5],
      [2, 9],
    ]);
  });

  it('leaves out what is not finite', () => {
    expect(
      appendToSparkline(
        [],
        [
          [1, Number.NaN],
          [2, 1],
        ],
      ),
    ).toEqual([[2, 1]]);
  });

  it('stays at 64 points or fewer and keeps the newest', () => {
    const points = appendToSparkline(
      [],
      Array.from({ length: 10_000 }, (_, epoch) => [epoch, epoch] as const),
    );
    expect(points.length).toBeLessThanOrEqual(64);
    expect(points.at(-1)).toEqual([9999, 9999]);
  });
});
