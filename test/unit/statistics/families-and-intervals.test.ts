import { describe, expect, it } from 'vitest';
import { compareGroups, judgeFamily } from '../../../src-main/statistics/compare-groups';
import { holm } from '../../../src-main/statistics/holm';
import { mcnemarExactTest } from '../../../src-main/statistics/mcnemar-exact-test';
import { pairedClusterBootstrap, type ClusterTotals } from '../../../src-main/statistics/paired-cluster-bootstrap';
import { quantile } from '../../../src-main/statistics/quantile';
import { seededIntegers } from '../../../src-main/statistics/uniform-source';
import { verdict } from '../../../src-main/statistics/verdict';
import { wilsonInterval } from '../../../src-main/statistics/wilson-interval';

describe('Holm', () => {
  it('turns 0.01, 0.04, 0.03, 0.005 into 0.03, 0.06, 0.06, 0.02', () => {
    holm([0.01, 0.04, 0.03, 0.005]).forEach((p, i) => expect(p).toBeCloseTo([0.03, 0.06, 0.06, 0.02][i]!, 12));
  });

  it('counts planned comparisons that are still missing', () => {
    expect(holm([0.01], 8)).toEqual([0.08]);
  });

  it('refuses a family smaller than its comparisons and a p above 1', () => {
    expect(() => holm([0.1, 0.2], 1)).toThrow(/planned family has 1/);
    expect(() => holm([1.2])).toThrow(/1.2/);
  });
});

it('Wilson for 13 of 40: 0.2008 to 0.4798', () => {
  const { lower, upper } = wilsonInterval(13, 40);
  expect(lower).toBeCloseTo(0.2008, 4);
  expect(upper).toBeCloseTo(0.4798, 4);
  expect(wilsonInterval(0, 10).lower).toBe(0);
  expect(() => wilsonInterval(3, 2)).toThrow(/3 of 2/);
});

it('McNemar: 1 against 5 of six discordant rows is 2 * 7 / 64', () => {
  expect(mcnemarExactTest(1, 5)).toBeCloseTo(14 / 64, 7);
  expect(mcnemarExactTest(0, 0)).toBe(1);
  expect(() => mcnemarExactTest(-1, 2)).toThrow(/-1/);
});

describe('verdict', () => {
  const base = {
    meanDifference: 0.1,
    direction: 'maximize',
    seeds: 9,
    adjustedP: 0.03,
    comparisons: 8,
    alpha: 0.05,
  } as const;

  it('says better or worse by the direction of the metric', () => {
    expect(verdict(base).kind).toBe('better');
    expect(verdict({ ...base, direction: 'minimize' }).kind).toBe('worse');
    expect(verdict({ ...base, meanDifference: -0.1 }).kind).toBe('worse');
  });

  it('says no difference shown where the seeds could have shown one', () => {
    expect(verdict({ ...base, adjustedP: 0.4 })).toEqual({ kind: 'no-difference-shown' });
  });

  it('says that three seeds cannot show it, and that nine could among eight comparisons', () => {
    expect(verdict({ ...base, seeds: 3, adjustedP: 1 })).toEqual({ kind: 'cannot-be-shown', seeds: 3, seedsNeeded: 9 });
    expect(verdict({ ...base, seeds: 5, adjustedP: 0.0625, comparisons: 1 })).toEqual({
      kind: 'cannot-be-shown',
      seeds: 5,
      seedsNeeded: 6,
    });
  });
});

it('judges a family: a clear gain over ten seeds is better, noise is not shown, three seeds cannot show', () => {
  const seeds = (values: readonly number[]) => new Map(values.map((value, seed) => [seed, value]));
  const baseline = seeds(Array<number>(10).fill(0.5));
  const gain = seeds(Array.from({ length: 10 }, (_, i) => 0.6 + 0.001 * i));
  const noise = seeds(Array.from({ length: 10 }, (_, i) => 0.5 + (i % 2 === 0 ? 0.01 : -0.012)));
  const family = { direction: 'maximize', plannedComparisons: 8, alpha: 0.05 } as const;
  const judged = judgeFamily([compareGroups(baseline, gain), compareGroups(baseline, noise)], family);
  expect(judged.map(({ verdict: { kind } }) => kind)).toEqual(['better', 'no-difference-shown']);
  expect(judged[0]!.adjustedP).toBeCloseTo(8 * (2 / 1024), 12);
  const three = compareGroups(seeds([0.5, 0.5, 0.5]), seeds([0.512, 0.52, 0.507]));
  expect(judgeFamily([three], family)[0]!.verdict).toEqual({ kind: 'cannot-be-shown', seeds: 3, seedsNeeded: 9 });
});

describe('paired cluster bootstrap', () => {
  const totals = (rows: readonly (readonly number[])[]): ClusterTotals => ({
    clusterCount: rows.length,
    width: rows[0]!.length,
    values: Float64Array.from(rows.flat()),
  });
  const ratio = (sums: Float64Array): number => sums[0]! / sums[1]!;
  const rows = Array.from({ length: 30 }, (_, i) => [3 + Math.sin(i), 10]);
  const shifted = rows.map(([right, all]) => [right! + 1, all!]);

  it('finds a constant shift of 1 in 10 exactly, with an interval of no width', () => {
    const result = pairedClusterBootstrap({
      baseline: totals(rows),
      candidate: totals(shifted),
      metric: ratio,
      seed: 1,
    });
    expect(result.difference).toBeCloseTo(0.1, 12);
    expect(result.percentile.upper - result.percentile.lower).toBeLessThan(1e-12);
    expect(result.bca.upper - result.bca.lower).toBeLessThan(1e-12);
  });

  it('draws the same clusters for both models: a model against itself differs by 0 in every resample', () => {
    const result = pairedClusterBootstrap({ baseline: totals(rows), candidate: totals(rows), metric: ratio, seed: 1 });
    expect(result).toMatchObject({
      difference: 0,
      standardError: 0,
      percentile: { lower: 0, upper: 0 },
      bca: { lower: 0, upper: 0 },
    });
  });

  it('has the standard error of a mean: sd / sqrt(n), and repeats with its seed', () => {
    const zero = rows.map(() => [0, 10]);
    const run = (seed: number) =>
      pairedClusterBootstrap({ baseline: totals(zero), candidate: totals(rows), metric: ratio, seed });
    const values = rows.map(([right]) => right! / 10);
    const centre = values.reduce((sum, x) => sum + x, 0) / 30;
    const expected = Math.sqrt(values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / 30 / 30);
    expect(run(1).standardError / expected).toBeCloseTo(1, 1);
    expect(run(1)).toEqual(run(1));
    expect(run(2).percentile).not.toEqual(run(1).percentile);
  });

  it('refuses clusters that do not match, a single one, and a metric without a value', () => {
    const input = { baseline: totals(rows), candidate: totals(rows), metric: ratio, seed: 1 };
    expect(() => pairedClusterBootstrap({ ...input, candidate: totals(rows.slice(1)) })).toThrow(/30 and 29 clusters/);
    expect(() => pairedClusterBootstrap({ ...input, baseline: totals([[1, 2]]), candidate: totals([[1, 2]]) })).toThrow(
      /1 clusters/,
    );
    expect(() => pairedClusterBootstrap({ ...input, metric: () => NaN })).toThrow(/not a finite number/);
  });
});

it('quantile interpolates as NumPy does: 0.25 of 1, 2, 3, 10 is 1.75', () => {
  expect(quantile([1, 2, 3, 10], 0.25)).toBe(1.75);
  expect([quantile([1, 2, 3], 0), quantile([1, 2, 3], 1)]).toEqual([1, 3]);
});

it('seeded integers hit 300 clusters evenly (chi-square, 299 degrees of freedom, below 381 = 0.999)', () => {
  const integer = seededIntegers(5);
  const counts = new Float64Array(300);
  for (let i = 0; i < 300_000; i++) counts[integer(300)]! += 1;
  expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(381);
});
