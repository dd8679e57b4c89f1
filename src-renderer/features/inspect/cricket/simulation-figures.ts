import type { SimulatedShare, Simulation } from '#contract/cricket';
import { formatNumber, formatPercent } from '../../../lib/format';

/** Totals from `from` up to, but not, `from` plus the width. */
export interface TotalBin {
  readonly from: number;
  readonly count: number;
}

/** Bars that are still told apart. */
const MOST_BINS = 40;
/** Widths that people count by. */
const WIDTHS = [1, 2, 5, 10, 20, 50] as const;

/** @returns counts of final totals in bins of equal width, which begin at multiples of it; empty bins in between are kept */
export function totalBins(totals: readonly number[]): { readonly width: number; readonly bins: readonly TotalBin[] } {
  const [least, most] = [Math.min(...totals), Math.max(...totals)];
  const width = WIDTHS.find((one) => (most - least) / one < MOST_BINS) ?? WIDTHS.at(-1)!;
  const first = Math.floor(least / width);
  const count = Math.floor(most / width) - first + 1;
  const counts = new Array<number>(count).fill(0);
  for (const total of totals) counts[Math.floor(total / width) - first]! += 1;
  return { width, bins: counts.map((value, index) => ({ from: (first + index) * width, count: value })) };
}

/** @returns share of the simulations that ended with fewer runs than were made; half of those that ended with as many */
export function playedPlace({ endings, played }: Pick<Simulation, 'endings' | 'played'>): number {
  const below = endings.filter(({ runs }) => runs < played.runs).length;
  const equal = endings.filter(({ runs }) => runs === played.runs).length;
  return (below + equal / 2) / endings.length;
}

/** @returns `34.5 % (31.0 to 38.2)` */
export const shareText = ({ share, lower, upper }: SimulatedShare): string =>
  `${formatPercent(share)} (${formatNumber(100 * lower, 1)} to ${formatNumber(100 * upper, 1)})`;

/** @returns the number in a field; null when it is not a whole one in that range */
export function wholeNumber(text: string, least: number, most: number): number | null {
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && value >= least && value <= most ? value : null;
}
