import { describe, expect, it } from 'vitest';
import {
  linearRange,
  linearTicks,
  logRange,
  logTicks,
  niceStep,
  toShare,
} from '../../../../src-renderer/ui/chart/scales';
import { formatLogTicks, formatTicks } from '../../../../src-renderer/ui/chart/tick-format';

describe('scales of a chart', () => {
  it('steps by 1, 2, 2.5 or 5 times a power of ten', () => {
    expect(niceStep(100, 5)).toBe(20);
    expect(niceStep(0.4, 4)).toBeCloseTo(0.1, 12);
    expect(niceStep(1, 4)).toBe(0.25);
    expect(niceStep(7, 2)).toBe(5);
  });

  it('puts ticks at round numbers inside the range, without the noise of adding tenths', () => {
    expect(linearTicks({ min: 0.08, max: 0.42 }, 4)).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(linearTicks({ min: 0, max: 100 }, 5)).toEqual([0, 20, 40, 60, 80, 100]);
  });

  it('keeps 6 % free on both sides and never forces zero', () => {
    const range = linearRange([10, NaN, 20, Infinity]);
    expect(range.min).toBeCloseTo(9.4, 12);
    expect(range.max).toBeCloseTo(20.6, 12);
  });

  it('gives equal values a band and no values the unit range', () => {
    expect(linearRange([5, 5]).min).toBeLessThan(5);
    expect(linearRange([5, 5]).max).toBeGreaterThan(5);
    expect(linearRange([NaN])).toEqual({ min: 0, max: 1 });
  });

  it('leaves values that a logarithm does not have out of a log axis', () => {
    expect(logRange([-1, 0])).toEqual({ min: 0.1, max: 1 });
    expect(logRange([0, 10, 1000]).min).toBeCloseTo(10 / 100 ** 0.06, 9);
  });

  it('marks powers of ten, and 2 and 5 times them when the range is short', () => {
    expect(logTicks({ min: 0.5, max: 2000 })).toEqual([1, 10, 100, 1000]);
    expect(logTicks({ min: 0.9, max: 12 })).toEqual([1, 2, 5, 10]);
  });

  it('places a value by its share, by its logarithm on a log axis', () => {
    expect(toShare(15, { min: 10, max: 20 }, false)).toBe(0.5);
    expect(toShare(10, { min: 1, max: 100 }, true)).toBeCloseTo(0.5, 12);
  });
});

describe('texts of ticks', () => {
  it('gives all ticks of an axis the same digits, as many as the step needs', () => {
    expect(formatTicks([0.1, 0.15, 0.2])).toEqual(['0.10', '0.15', '0.20']);
    expect(formatTicks([0, 20, 40])).toEqual(['0', '20', '40']);
    expect(formatTicks([-0.5, 0, 0.5])).toEqual(['−0.5', '0.0', '0.5']);
    expect(formatTicks([0, 25_000, 50_000])).toEqual(['0', '25,000', '50,000']);
  });

  it('writes very large and very small axes with powers of ten', () => {
    expect(formatTicks([0, 0.0001, 0.0002])).toEqual(['0', '1e−4', '2e−4']);
    expect(formatLogTicks([0.00001, 0.01, 1, 1_000_000])).toEqual(['1e−5', '0.01', '1', '1e6']);
  });
});
