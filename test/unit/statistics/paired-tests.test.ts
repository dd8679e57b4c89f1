import { describe, expect, it } from 'vitest';
import { aboutEqual } from '../../../src-main/statistics/about-equal';
import { describe as describeSample } from '../../../src-main/statistics/describe';
import { studentCriticalValue } from '../../../src-main/statistics/distributions';
import { mean, standardDeviation } from '../../../src-main/statistics/moments';
import { pairedDifferences } from '../../../src-main/statistics/paired-differences';
import { pairedEffectSize } from '../../../src-main/statistics/paired-effect-size';
import { pairedTTest } from '../../../src-main/statistics/paired-t-test';
import { signFlipTest } from '../../../src-main/statistics/sign-flip-test';
import { smallestReachableP, seedsNeeded } from '../../../src-main/statistics/smallest-reachable-p';
import { StatisticsInputError } from '../../../src-main/statistics/statistics-input-error';
import { wilcoxonSignedRankTest } from '../../../src-main/statistics/wilcoxon-signed-rank-test';

const DIFFERENCES = [0.012, 0.02, 0.007];

describe('hand values for differences 0.012, 0.020, 0.007', () => {
  it('mean 0.0130, sd 0.006557', () => {
    expect(mean(DIFFERENCES)).toBeCloseTo(0.013, 12);
    expect(standardDeviation(DIFFERENCES)).toBeCloseTo(0.006557, 6);
  });

  it('t = 3.434, 2 degrees of freedom, p = 0.07535', () => {
    const { t, degreesOfFreedom, p } = pairedTTest(DIFFERENCES);
    expect(t).toBeCloseTo(3.434, 3);
    expect(degreesOfFreedom).toBe(2);
    expect(p).toBeCloseTo(0.07535, 5);
  });

  it('exact p = 0.25, the smallest of three seeds, by signs and by ranks', () => {
    expect(signFlipTest(DIFFERENCES)).toBe(0.25);
    expect(wilcoxonSignedRankTest(DIFFERENCES).p).toBe(0.25);
  });

  it('d_z = 0.0130 / 0.0065574 = 1.9825', () => {
    expect(pairedEffectSize(DIFFERENCES)).toBeCloseTo(1.9825, 4);
  });
});

it('has the table values 4.3027 and 2.7764 for df 2 and 4', () => {
  expect(studentCriticalValue(0.95, 2)).toBeCloseTo(4.3027, 4);
  expect(studentCriticalValue(0.95, 4)).toBeCloseTo(2.7764, 4);
});

describe('describe', () => {
  it('gives the Student interval of 1, 2, 3: 2 -+ 4.3027 / sqrt(3)', () => {
    const description = describeSample([3, 1, 2]);
    expect(description).toMatchObject({
      kind: 'sample',
      count: 3,
      mean: 2,
      standardDeviation: 1,
      minimum: 1,
      maximum: 3,
    });
    expect(description.kind === 'sample' && description.interval.upper).toBeCloseTo(2 + 4.3027 / Math.sqrt(3), 4);
  });

  it('shows one seed without an interval', () => {
    expect(describeSample([0.7])).toEqual({ kind: 'single', count: 1, mean: 0.7 });
  });

  it('keeps the spread of values that hardly differ', () => {
    expect(standardDeviation([1e9, 1e9 + 1, 1e9 + 2])).toBe(1);
  });
});

describe('sign flips', () => {
  it('agrees with counting bit patterns', () => {
    const values = [0.3, -0.1, 0.4, 0.25, -0.05];
    const observed = Math.abs(mean(values));
    let extreme = 0;
    for (let pattern = 0; pattern < 32; pattern++) {
      const flipped = values.map((value, i) => ((pattern >> i) & 1 ? -value : value));
      if (Math.abs(mean(flipped)) >= observed - 1e-12) extreme++;
    }
    expect(signFlipTest(values)).toBe(extreme / 32);
  });

  it('counts ties that rounding would miss: 0.1 + 0.2 against 0.3', () => {
    expect(signFlipTest([0.1, 0.2, -0.3])).toBe(1);
  });

  it('does not depend on order, size of the unit or sign', () => {
    const values = [1.2, -0.4, 2.2, 0.9, 0.3, 0.8];
    const p = signFlipTest(values);
    expect([signFlipTest([...values].reverse()), signFlipTest(values.map((x) => x * -1e-6))]).toEqual([p, p]);
  });
});

describe('signed ranks', () => {
  it('gives tied sizes the mean of their ranks: 1, 1, -1, 2 has ranks 2, 2, 2, 4', () => {
    // Sum of positive ranks 8 of 10. Of 16 patterns, 2 or less below: none, one single 2 (three ways): 4; doubled: 8 / 16.
    expect(wilcoxonSignedRankTest([1, 1, -1, 2])).toEqual({ positiveRankSum: 8, usedCount: 4, p: 0.5 });
  });

  it('drops zeros before ranking', () => {
    expect(wilcoxonSignedRankTest([0, 0.5, 0, 0.7, 0.9])).toEqual({ positiveRankSum: 6, usedCount: 3, p: 0.25 });
    expect(wilcoxonSignedRankTest([0, 0, 0])).toEqual({ positiveRankSum: 0, usedCount: 0, p: 1 });
  });
});

describe('smallest reachable p', () => {
  it.each([
    [1, 1],
    [2, 0.5],
    [3, 0.25],
    [4, 0.125],
    [5, 0.0625],
    [6, 0.03125],
  ])('%i seeds: %f', (seeds, p) => {
    expect(smallestReachableP(seeds)).toBe(p);
  });

  it('needs 6 seeds for one comparison at 0.05 and 9 for eight', () => {
    expect([seedsNeeded(0.05), seedsNeeded(0.05, 8)]).toEqual([6, 9]);
  });
});

describe('about equal', () => {
  it('is true within twice the standard error and states the margin', () => {
    // Differences 0, 2: mean 1, sd sqrt(2), standard error 1, margin 2.
    const result = aboutEqual([0, 2]);
    expect(result.isAboutEqual).toBe(true);
    expect(result.margin).toBeCloseTo(2, 12);
    expect(aboutEqual([3, 4]).isAboutEqual).toBe(false);
  });
});

describe('bad input', () => {
  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof StatisticsInputError) return error.code;
      throw error;
    }
    return 'none';
  };

  it.each([
    ['a NaN metric', () => describeSample([1, NaN]), 'E-STATISTICS-NOT-FINITE'],
    ['no values', () => describeSample([]), 'E-STATISTICS-TOO-FEW'],
    ['one seed', () => pairedTTest([0.1]), 'E-STATISTICS-TOO-FEW'],
    ['identical runs', () => pairedTTest([0, 0, 0]), 'E-STATISTICS-IDENTICAL'],
    ['too many sign patterns', () => signFlipTest(Array<number>(26).fill(1)), 'E-STATISTICS-TOO-MANY'],
  ])('%s', (_, run, code) => expect(codeOf(run)).toBe(code));

  it('names the seeds that do not match', () => {
    const run = () =>
      pairedDifferences(
        new Map([
          [1, 0.5],
          [2, 0.6],
        ]),
        new Map([
          [2, 0.7],
          [7, 0.8],
        ]),
      );
    expect(run).toThrow(/only the baseline has 1; only the other has 7/);
  });
});

it('pairs by seed, not by order', () => {
  const differences = pairedDifferences(
    new Map([
      [2, 0.5],
      [1, 0.25],
    ]),
    new Map([
      [1, 0.5],
      [2, 1],
    ]),
  );
  expect(differences).toEqual([0.25, 0.5]);
});
