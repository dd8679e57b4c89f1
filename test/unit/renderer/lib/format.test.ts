import { describe, expect, it } from 'vitest';
import {
  formatAmount,
  formatBytes,
  formatCount,
  formatDifference,
  formatDuration,
  formatMeanAndSpread,
  formatNumber,
  formatPercent,
  formatScientific,
  formatWhen,
} from '../../../../src-renderer/lib/format';

describe('numbers', () => {
  it('separates thousands and writes the minus as U+2212', () => {
    expect(formatCount(6_763_387)).toBe('6,763,387');
    expect(formatCount(-1200)).toBe('\u22121,200');
    expect(formatNumber(0.15, 3)).toBe('0.150');
    expect(formatNumber(-0.0137, 4)).toBe('\u22120.0137');
  });

  it('gives no sign to a value that rounds to zero', () => {
    expect(formatNumber(-0.0004, 3)).toBe('0.000');
    expect(formatDifference(0.0004, 3)).toBe('0.000');
    expect(formatDifference(0.0022, 4)).toBe('+0.0022');
    expect(formatDifference(-0.0022, 4)).toBe('\u22120.0022');
  });

  it('says n/a for what is not known, and names the infinities', () => {
    expect(formatNumber(null, 2)).toBe('n/a');
    expect(formatNumber(NaN, 2)).toBe('n/a');
    expect(formatNumber(-Infinity, 2)).toBe('\u2212∞');
  });

  it('writes the spread, and words where one seed has none', () => {
    expect(formatMeanAndSpread(0.20591, 0.00443, 4)).toBe('0.2059 ± 0.0044');
    expect(formatMeanAndSpread(0.20591, null, 4)).toBe('0.2059 one seed');
  });

  it('writes small errors in powers of ten and an exact zero as 0', () => {
    expect(formatScientific(9.42e-7)).toBe('9.4e\u22127');
    expect(formatScientific(0)).toBe('0');
  });

  it('writes shares with a space before the sign', () => {
    expect(formatPercent(0.929)).toBe('92.9 %');
  });
});

describe('durations', () => {
  it.each([
    [820, '0.8 s'],
    [42_000, '42 s'],
    // 59.7 s would read as 60 s; the next unit takes over.
    [59_700, '1 min'],
    [14 * 60_000, '14 min'],
    [(4 * 60 + 20) * 60_000, '4 h 20'],
    [(4 * 60 + 5) * 60_000, '4 h 05'],
    [76 * 3_600_000, '3 d 4 h'],
  ])('%i ms reads %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));
});

describe('bytes', () => {
  it.each([
    [812, '812 B'],
    [1_400_000_000, '1.40 GB'],
    [27_050_000, '27.05 MB'],
    [601_344, '601 kB'],
  ])('%i reads %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('times', () => {
  const now = new Date(2026, 10, 20, 17, 0).getTime();
  it('names the day by its distance from today', () => {
    expect(formatWhen(new Date(2026, 10, 20, 16, 52).getTime(), now)).toBe('today, 16:52');
    // 17 hours ago, but on the day before.
    expect(formatWhen(new Date(2026, 10, 19, 23, 59).getTime(), now)).toBe('yesterday');
    expect(formatWhen(new Date(2026, 10, 12, 9, 0).getTime(), now)).toBe('12 Nov');
    expect(formatWhen(new Date(2023, 10, 12, 9, 0).getTime(), now)).toBe('12 Nov 2023');
  });
});

it('agrees the noun with its number', () => {
  expect(formatAmount(1, 'run')).toBe('1 run');
  expect(formatAmount(1200, 'run')).toBe('1,200 runs');
});
