import type { Comparison } from '#contract/compare';
import { metricDescriptor } from '#contract/metrics';
import { smallestReachableP } from '../../statistics/smallest-reachable-p';

export interface ClaimContext {
  readonly alpha: number;
  readonly planned: number;
  readonly metric: string;
}

const p = (value: number): string => (value < 0.001 ? 'below 0.001' : String(Number(value.toPrecision(3))));

/** @returns a difference with its sign: `+0.0130`, `−0.0010` */
export function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** @returns what may be claimed from a judged comparison, and what would allow more */
export function claimOf(
  comparison: Pick<
    Comparison,
    'aLabel' | 'bLabel' | 'n' | 'difference' | 'interval' | 'pHolm' | 'verdict' | 'seedsNeeded'
  >,
  { alpha, planned, metric }: ClaimContext,
): string {
  const { aLabel, bLabel, n, difference, interval, pHolm, verdict, seedsNeeded } = comparison;
  const { digits, label } = metricDescriptor(metric);
  const range = interval
    ? `, 95 % interval ${signed(interval.lower, digits)} to ${signed(interval.upper, digits)}`
    : '';
  const measured = `${aLabel} minus ${bLabel}: ${signed(difference ?? 0, digits)} ${label} over ${n} paired ${n === 1 ? 'seed' : 'seeds'}${range}.`;
  const corrected = planned === 1 ? '' : ` after Holm over ${planned} comparisons`;
  if (verdict === 'cannot-be-shown') {
    const least = Math.min(1, planned * smallestReachableP(n));
    return `${measured} Cannot be shown with these seeds: an exact test of ${n} cannot go below ${p(smallestReachableP(n))}${corrected === '' ? '' : `, ${p(least)}${corrected}`}; a claim needs ${alpha} or less. At least ${seedsNeeded} seeds are needed: train ${(seedsNeeded ?? n) - n} more, or read the second opinion.`;
  }
  if (verdict === 'no-difference-shown')
    return `${measured} No difference is shown (exact p ${p(pHolm ?? 1)}${corrected}). That does not show that they are equal: read the interval.`;
  return `${measured} ${aLabel} is ${verdict} (exact p ${p(pHolm ?? 1)}${corrected}).`;
}
