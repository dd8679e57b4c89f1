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

function bucketOf(points: readonly MetricPoint[], from: number, to: number): SeriesBucket {
  let min = Number.NaN;
  let max = Number.NaN;
  for (let index = from; index < to; index += 1) {
    min = smaller(min, points[index]!.value);
    max = larger(max, points[index]!.value);
  }
  return { ...points[to - 1]!, min, max };
}

/**
 * Reduces a series to at most `maxPoints` buckets of equally many neighbouring points, each with its smallest and largest
 * value: no spike gets lost, however narrow. A short series comes back whole.
 */
export function reduceSeries(points: readonly MetricPoint[], maxPoints: number): readonly SeriesBucket[] {
  const count = Math.min(points.length, maxPoints);
  const edge = (bucket: number): number => Math.floor((bucket * points.length) / count);
  return Array.from({ length: count }, (_, bucket) => bucketOf(points, edge(bucket), edge(bucket + 1)));
}
