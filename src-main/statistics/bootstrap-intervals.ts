import { normalCdf, normalQuantile } from './distributions';
import { mean } from './moments';
import type { Interval } from './describe';
import { quantile } from './quantile';

/** @returns the middle `confidence` of the sorted replicates */
export function percentileInterval(sorted: Float64Array, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  return { lower: quantile(sorted, tail), upper: quantile(sorted, 1 - tail) };
}

/**
 * Acceleration from leave-one-cluster-out estimates: sum(u^3) / (6 * (sum u^2)^1.5) with u = mean - estimate.
 * @returns 0 when all estimates are equal
 */
function acceleration(jackknife: readonly number[]): number {
  const centre = mean(jackknife);
  const sumOfPowers = (power: number): number =>
    jackknife.reduce((sum, estimate) => sum + (centre - estimate) ** power, 0);
  const squares = sumOfPowers(2);
  return squares === 0 ? 0 : sumOfPowers(3) / (6 * squares ** 1.5);
}

/** @returns the normal quantile of the share of replicates below the estimate, ties counting half */
function biasCorrection(sorted: Float64Array, estimate: number): number {
  const weight = sorted.reduce((sum, value) => sum + (value < estimate ? 1 : value === estimate ? 0.5 : 0), 0);
  // An estimate outside all replicates would give an infinite correction; half a replicate keeps it finite.
  const share = Math.min(Math.max(weight, 0.5), sorted.length - 0.5) / sorted.length;
  return normalQuantile(share);
}

/**
 * Bias-corrected and accelerated interval.
 * @param sorted    replicates, ascending
 * @param estimate  on the original data
 * @param jackknife estimates with one cluster left out each
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 14.3
 */
export function bcaInterval(
  sorted: Float64Array,
  estimate: number,
  jackknife: readonly number[],
  confidence: number,
): Interval {
  const bias = biasCorrection(sorted, estimate);
  const skew = acceleration(jackknife);
  const adjustedShare = (share: number): number => {
    const z = bias + normalQuantile(share);
    return normalCdf(bias + z / (1 - skew * z));
  };
  const tail = (1 - confidence) / 2;
  return { lower: quantile(sorted, adjustedShare(tail)), upper: quantile(sorted, adjustedShare(1 - tail)) };
}
