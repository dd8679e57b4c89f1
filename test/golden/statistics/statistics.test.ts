import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bcaInterval } from '../../../src-main/statistics/bootstrap-intervals';
import { compareGroups } from '../../../src-main/statistics/compare-groups';
import {
  fairBinomialCdf,
  normalCdf,
  normalQuantile,
  studentCriticalValue,
  studentTwoSidedP,
} from '../../../src-main/statistics/distributions';
import { holm } from '../../../src-main/statistics/holm';
import { mcnemarExactTest } from '../../../src-main/statistics/mcnemar-exact-test';
import { pairedClusterBootstrap } from '../../../src-main/statistics/paired-cluster-bootstrap';
import { wilsonInterval } from '../../../src-main/statistics/wilson-interval';

type Rows = readonly (readonly number[])[];
type Ends = readonly [number, number];

/** What make-golden.py wrote; rows are [...arguments, expected values]. */
interface Golden {
  readonly student_two_sided: Rows;
  readonly student_critical: Rows;
  readonly normal_cdf: readonly Ends[];
  readonly normal_quantile: readonly Ends[];
  readonly fair_binomial: Rows;
  readonly paired: readonly {
    readonly differences: readonly number[];
    readonly mean: number;
    readonly sd: number;
    readonly interval: Ends;
    readonly t: number;
    readonly t_p: number;
    readonly sign_flip_p: number;
    readonly wilcoxon_p: number;
    readonly d_z: number;
  }[];
  readonly holm: readonly { readonly p: readonly number[]; readonly adjusted: readonly number[] }[];
  readonly mcnemar: readonly (readonly [number, number, number])[];
  readonly wilson: readonly (readonly [number, number, number, number])[];
  readonly bootstrap: {
    readonly sizes: readonly number[];
    readonly baseline: readonly number[];
    readonly candidate: readonly number[];
    readonly difference: number;
    readonly standard_error: number;
    readonly percentile: Ends;
    readonly bca: Ends;
  };
  readonly bca_from_replicates: {
    readonly replicates: readonly number[];
    readonly jackknife: readonly number[];
    readonly estimate: number;
    readonly interval: Ends;
  };
}

const golden = JSON.parse(readFileSync(new URL('./golden.json', import.meta.url), 'utf8')) as Golden;

/** |actual - expected| as a share of the expected size, or absolute below one millionth of a millionth. */
const relativeError = (actual: number, expected: number): number =>
  Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-12);

/** Largest relative error over golden rows [...arguments, expected]. */
function worst(rows: Rows, compute: (...inputs: number[]) => number): number {
  return Math.max(...rows.map((row) => relativeError(compute(...row.slice(0, -1)), row.at(-1)!)));
}

describe('distributions against SciPy', () => {
  it('Student tails within 3e-7', () => {
    expect(worst(golden.student_two_sided, studentTwoSidedP)).toBeLessThan(3e-7);
  });
  it('Student critical values within 1e-7', () => {
    expect(worst(golden.student_critical, studentCriticalValue)).toBeLessThan(1e-7);
  });
  it('normal probabilities within 1e-15 absolute', () => {
    expect(Math.max(...golden.normal_cdf.map(([z, p]) => Math.abs(normalCdf(z) - p)))).toBeLessThan(1e-15);
  });
  it('normal quantiles within 1e-9 absolute', () => {
    expect(Math.max(...golden.normal_quantile.map(([p, z]) => Math.abs(normalQuantile(p) - z)))).toBeLessThan(1e-9);
  });
  it('binomial tails within 3e-7', () => {
    expect(worst(golden.fair_binomial, fairBinomialCdf)).toBeLessThan(3e-7);
  });
});

describe.each(golden.paired)('paired differences $differences', (expected) => {
  const bySeed = (values: readonly number[]) => new Map(values.map((value, seed) => [seed, value]));
  const actual = compareGroups(bySeed(expected.differences.map(() => 0)), bySeed(expected.differences));

  it.each([
    ['mean', actual.mean, expected.mean],
    ['standard deviation', actual.standardDeviation, expected.sd],
    ['lower end', actual.interval.lower, expected.interval[0]],
    ['upper end', actual.interval.upper, expected.interval[1]],
    ['t', actual.t.t, expected.t],
    ['p of t', actual.t.p, expected.t_p],
    ['d_z', actual.effectSize, expected.d_z],
    ['sign-flip p', actual.signFlipP, expected.sign_flip_p],
    ['Wilcoxon p', actual.wilcoxon.p, expected.wilcoxon_p],
  ])('%s', (_, value, reference) => {
    expect(relativeError(value, reference)).toBeLessThan(3e-7);
  });
});

it.each(golden.holm)('Holm of $p', ({ p, adjusted }) => {
  holm(p).forEach((value, i) => expect(value).toBeCloseTo(adjusted[i]!, 12));
});

it.each(golden.mcnemar)('McNemar of %i and %i', (b, c, p) => {
  expect(relativeError(mcnemarExactTest(b, c), p)).toBeLessThan(3e-7);
});

it.each(golden.wilson)('Wilson of %i in %i', (successes, trials, lower, upper) => {
  const interval = wilsonInterval(successes, trials);
  expect(interval.lower).toBeCloseTo(lower, 9);
  expect(interval.upper).toBeCloseTo(upper, 9);
});

it('BCa interval of given replicates', () => {
  const { replicates, jackknife, estimate, interval } = golden.bca_from_replicates;
  const { lower, upper } = bcaInterval(Float64Array.from(replicates), estimate, jackknife, 0.95);
  expect(lower).toBeCloseTo(interval[0], 7);
  expect(upper).toBeCloseTo(interval[1], 7);
});

it('cluster bootstrap within 5 % of a standard error of 100,000 resamples of SciPy', () => {
  const { sizes, baseline, candidate, difference, standard_error: standardError, percentile, bca } = golden.bootstrap;
  const clusters = (sums: readonly number[]) => ({
    clusterCount: sizes.length,
    width: 2,
    values: Float64Array.from(sums.flatMap((sum, i) => [sum, sizes[i]!])),
  });
  const ratio = (totals: Float64Array): number => totals[0]! / totals[1]!;
  const actual = pairedClusterBootstrap({
    baseline: clusters(baseline),
    candidate: clusters(candidate),
    metric: ratio,
    seed: 1,
    resamples: 100_000,
  });
  expect(actual.difference).toBeCloseTo(difference, 12);
  const ends = [
    [actual.standardError, standardError],
    [actual.percentile.lower, percentile[0]],
    [actual.percentile.upper, percentile[1]],
    [actual.bca.lower, bca[0]],
    [actual.bca.upper, bca[1]],
  ] as const;
  for (const [ours, reference] of ends) expect(Math.abs(ours - reference)).toBeLessThan(0.05 * standardError);
});
