import type { ChartModel } from './chart-model';
import { nearestIndex } from './chart-scene';

/** A chart in words: what a screen reader reads and what is copied. */
export interface ChartRows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Points that were left out between the first and the last row. */
  readonly left: number;
}

/**
 * @param model what the chart shows
 * @param limit most rows; with more points every n-th is taken, the last one always
 */
export function chartRows({ series, xLabel, format }: ChartModel, limit: number): ChartRows {
  const all = [...new Set(series.flatMap(({ x }) => x))].sort((a, b) => a - b);
  const every = Math.max(1, Math.ceil(all.length / limit));
  const chosen = all.filter((_, index) => (all.length - 1 - index) % every === 0);
  return {
    header: [capitalize(xLabel), ...series.map(({ label }) => label)],
    rows: chosen.map((x) => [formatX(x), ...readingsAt({ series, format }, x)]),
    left: all.length - chosen.length,
  };
}

/** @returns the text of each line at exactly this x, `n/a` where it has no point */
export function readingsAt({ series, format }: Pick<ChartModel, 'series' | 'format'>, x: number): readonly string[] {
  return series.map((line) => {
    const index = nearestIndex(line.x, x);
    if (index < 0 || line.x[index] !== x) return 'n/a';
    const value = line.y[index]!;
    return Number.isFinite(value) ? format(value) : String(value);
  });
}

/** Whole numbers stay whole; parts of an epoch keep two digits. */
export const formatX = (x: number): string => (Number.isInteger(x) ? x.toLocaleString('en-US') : x.toFixed(2));

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
