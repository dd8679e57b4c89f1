import { FINISHED_STATUSES, type RunSummary } from '#contract/runs';
import { describe } from '../../statistics/describe';
import type { GroupMetric, RunGroup } from '../workbench';

type GroupMetrics = Record<string, Record<string, GroupMetric>>;

/** Collects runs that differ in nothing but the seed, in the order in which their first one comes. */
export function groupRuns(rows: readonly RunSummary[]): readonly RunGroup[] {
  const byKey = new Map<string, RunSummary[]>();
  for (const row of rows) byKey.set(row.groupKey, [...(byKey.get(row.groupKey) ?? []), row]);
  return [...byKey].map(([groupKey, runs]) => toGroup(groupKey, runs));
}

function toGroup(groupKey: string, runs: readonly RunSummary[]): RunGroup {
  const [first] = runs;
  const counted = runs.filter(({ status }) => FINISHED_STATUSES.includes(status));
  return {
    groupKey,
    name: first!.name,
    family: first!.family,
    runIds: runs.map(({ runId }) => runId),
    seeds: runs.map(({ seed }) => seed),
    n: counted.length,
    metrics: aggregate(counted),
  };
}

function aggregate(runs: readonly RunSummary[]): GroupMetrics {
  const values = new Map<string, number[]>();
  for (const { metrics } of runs) {
    for (const [split, bySplit] of Object.entries(metrics)) {
      for (const [metric, value] of Object.entries(bySplit)) {
        const name = `${split}.${metric}`;
        if (typeof value === 'number') values.set(name, [...(values.get(name) ?? []), value]);
      }
    }
  }
  const grouped: GroupMetrics = {};
  for (const [name, sample] of values) {
    const dot = name.indexOf('.');
    (grouped[name.slice(0, dot)] ??= {})[name.slice(dot + 1)] = toGroupMetric(sample);
  }
  return grouped;
}

function toGroupMetric(sample: readonly number[]): GroupMetric {
  const described = describe(sample);
  const { mean, count: n } = described;
  return described.kind === 'single'
    ? { mean, sd: null, interval: null, n }
    : { mean, sd: described.standardDeviation, interval: described.interval, n };
}
