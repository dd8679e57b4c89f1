import type { Comparison } from '#contract/compare';

/** Values at both ends of the axis that the marks of all pairs share; 0 lies within. */
export type DifferenceAxis = readonly [number, number];

type Differences = Pick<Comparison, 'difference' | 'interval' | 'differences'>;

/** @returns an axis that holds every mean and every seed; intervals up to four times that, since those of few seeds are huge */
export function differenceAxis(pairs: readonly Differences[]): DifferenceAxis {
  const points = pairs.flatMap(({ difference, differences }) => [
    ...(difference === null ? [] : [difference]),
    ...differences.map((entry) => entry.difference),
  ]);
  const reach = Math.max(...points.map(Math.abs), 0) * INTERVAL_REACH;
  const ends = pairs.flatMap(({ interval }) => (interval === null ? [] : [interval.lower, interval.upper]));
  const clipped = ends.map((value) => Math.max(-reach, Math.min(reach, value)));
  const all = [0, ...points, ...clipped];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low || 1) * 0.06;
  return [low - room, high + room];
}

const INTERVAL_REACH = 4;

/** @returns where a value lies on the axis, 0 at its lower end, 1 at its upper one; outside values take the ends */
export const axisShare = (value: number, [low, high]: DifferenceAxis): number =>
  Math.min(1, Math.max(0, (value - low) / (high - low)));
