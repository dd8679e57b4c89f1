import type { MetricPoint } from '../../store/repositories/metric-repository';

/** A bucket of neighbouring points. `value` is the last one's; NaN extremes mean that no point of it is a number. */
export interface SeriesBucket {
  readonly step: number;
  readonly epoch: number;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

const smaller = (a: number, b: number): number => (Number.isNaN(a) || b < a ? b : a);
const larger = (a: number, b: number): number => (Number.isNaN(a) || b > a ? b : a);

/**
 * Reduces a series to at most `maxPoints` buckets of equally many neighbouring points, each with its smallest and largest
 * value: no spike gets lost, however narrow. A short series comes back whole. One point is held at a time.
 *
 * @param points `total` of them
 */
export function reduceSeries(points: Iterable<MetricPoint>, total: number, maxPoints: number): readonly SeriesBucket[] {
  const count = Math.min(total, maxPoints);
  const buckets: SeriesBucket[] = [];
  let min = Number.NaN;
  let max = Number.NaN;
  let seen = 0;
  for (const point of points) {
    seen += 1;
    min = smaller(min, point.value);
    max = larger(max, point.value);
    if (seen < Math.floor(((buckets.length + 1) * total) / count)) continue;
    buckets.push({ ...point, min, max });
    min = Number.NaN;
    max = Number.NaN;
  }
  return buckets;
}
