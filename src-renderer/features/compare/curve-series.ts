import type { SeedCurves } from '#contract/compare';
import type { ChartSeries } from '../../ui/chart/chart-model';
import type { SeriesSlot } from '../../ui/chart/series-look';

/** The palette tells ten lines apart. */
export const MOST_CURVES = 10;

/** @returns mean lines with one standard deviation around them; one seed is a line without a band */
export function curveSeries(groups: SeedCurves['groups']): readonly ChartSeries[] {
  return groups.slice(0, MOST_CURVES).flatMap(({ key, label, epochs, mean, sd, n }, index): readonly ChartSeries[] => {
    if (epochs.length === 0) return [];
    const spread = (sign: number) => mean.map((value, place) => value + sign * (sd[place] ?? 0));
    const seeds = Math.max(...n);
    return [
      {
        id: key,
        label: seeds === 1 ? `${label}, one seed` : label,
        slot: (index + 1) as SeriesSlot,
        x: epochs,
        y: mean,
        ...(seeds === 1 ? {} : { low: spread(-1), high: spread(1), bandWords: '± sd' }),
      },
    ];
  });
}
