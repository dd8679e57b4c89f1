import type { ClusterTotals } from '../../../statistics/paired-cluster-bootstrap';
import type { MetricUnits } from './metric-form';

/** @returns the metric over the units that a test keeps, and how many they are */
export function metricWhere(
  units: MetricUnits,
  isKept: (row: number) => boolean,
): { readonly value: number | null; readonly units: number } {
  const totals = new Float64Array(units.width);
  let count = 0;
  units.rows.forEach((row, unit) => {
    if (!isKept(row)) return;
    count += 1;
    for (let i = 0; i < units.width; i++) totals[i]! += units.vectors[unit * units.width + i]!;
  });
  return { value: count === 0 ? null : units.finish(totals), units: count };
}

/**
 * Sums units by cluster.
 * @param clusterOf name of the cluster of a row
 * @param order     names of the clusters in the order wanted
 */
export function totalsByCluster(
  units: MetricUnits,
  clusterOf: (row: number) => string,
  order: readonly string[],
): ClusterTotals {
  const places = new Map(order.map((name, index) => [name, index]));
  const values = new Float64Array(order.length * units.width);
  units.rows.forEach((row, unit) => {
    const start = places.get(clusterOf(row))! * units.width;
    for (let i = 0; i < units.width; i++) values[start + i]! += units.vectors[unit * units.width + i]!;
  });
  return { clusterCount: order.length, width: units.width, values };
}

/** @returns totals of several seeds side by side, so that one resample draws the same clusters for all of them */
export function sideBySide(seeds: readonly ClusterTotals[]): ClusterTotals {
  const [first] = seeds;
  const { clusterCount, width } = first!;
  const values = new Float64Array(clusterCount * width * seeds.length);
  seeds.forEach((totals, seed) => {
    for (let cluster = 0; cluster < clusterCount; cluster++) {
      const row = totals.values.subarray(cluster * width, (cluster + 1) * width);
      values.set(row, (cluster * seeds.length + seed) * width);
    }
  });
  return { clusterCount, width: width * seeds.length, values };
}
