import { byTableOrder } from '#contract/families';
import { metricDescriptor } from '#contract/metrics';
import type { MetricsBySplit, RunSummary } from '#contract/runs';
import { distinguishingKeys } from './distinguishing-keys';
import { isBetter, valueOf, type MetricChoice } from './metric-choice';
import { seedStatistics, type SeedStatistics } from './seed-statistics';

/** A line of the runs table. */
export type RunsTableRow = RunRow | GroupRow | BaselineRow;

export interface RunRow {
  readonly kind: 'run';
  readonly key: string;
  readonly run: RunSummary;
  /** True inside an open group: the name is that of the group, the seed tells them apart. */
  readonly isInGroup: boolean;
}

/** Runs that differ in nothing but the seed. */
export interface GroupRow {
  readonly kind: 'group';
  readonly key: string;
  readonly name: string;
  /** Keys in which this group differs from the others on screen: `learning_rate 1e-4`. */
  readonly difference: string;
  readonly runs: readonly RunRow[];
  readonly statistics: SeedStatistics | null;
  /** Worst seed by the direction of the metric. */
  readonly worst: number | null;
  /** Best mean among groups of three seeds or more. */
  readonly isBest: boolean;
}

export interface BaselineRow {
  readonly kind: 'baseline';
  readonly key: string;
  readonly name: string;
  readonly metrics: MetricsBySplit;
}

/** Fewer seeds are no ground for calling a mean the best. */
const SEEDS_FOR_BEST = 3;

/** @returns key of the row of a group */
export const groupRowKey = (groupKey: string): string => `group ${groupKey}`;

/** @returns one row a run, in the order given */
export const runRows = (runs: readonly RunSummary[]): readonly RunRow[] =>
  runs.map((run) => ({ kind: 'run', key: run.runId, run, isInGroup: false }));

/** @returns one row for each configuration apart from the seed, in the order of their first run */
export function groupRows(runs: readonly RunSummary[], choice: MetricChoice | null): readonly GroupRow[] {
  const byKey = new Map<string, RunSummary[]>();
  for (const run of runs) {
    const members = byKey.get(run.groupKey);
    if (members === undefined) byKey.set(run.groupKey, [run]);
    else members.push(run);
  }
  const differences = distinguishingKeys([...byKey.values()].map((members) => members[0]!.config));
  const groups = [...byKey].map(([groupKey, members], index): GroupRow => {
    const values = choice === null ? [] : members.map(({ metrics }) => valueOf(metrics, choice));
    const statistics = seedStatistics(values);
    return {
      kind: 'group',
      key: groupRowKey(groupKey),
      name: members[0]!.name,
      difference: differences[index]!,
      runs: [...members]
        .sort((a, b) => a.seed - b.seed || a.createdAt - b.createdAt)
        .map((run) => ({ kind: 'run', key: run.runId, run, isInGroup: true })),
      statistics,
      worst: worstOf(statistics, choice),
      isBest: false,
    };
  });
  const best = bestGroup(groups, choice);
  return best === null ? groups : groups.map((group) => (group === best ? { ...group, isBest: true } : group));
}

function worstOf(statistics: SeedStatistics | null, choice: MetricChoice | null): number | null {
  if (statistics === null || choice === null || statistics.n < 2) return null;
  const { direction } = metricDescriptor(choice.metric);
  if (direction === 'none') return null;
  return direction === 'maximize' ? statistics.min : statistics.max;
}

function bestGroup(groups: readonly GroupRow[], choice: MetricChoice | null): GroupRow | null {
  if (choice === null) return null;
  const descriptor = metricDescriptor(choice.metric);
  const able = groups.filter(({ statistics }) => (statistics?.n ?? 0) >= SEEDS_FOR_BEST);
  if (able.length < 2 || descriptor.direction === 'none') return null;
  return able.reduce((best, group) =>
    isBetter(descriptor, group.statistics!.mean, best.statistics!.mean) ? group : best,
  );
}

/**
 * Baselines of the newest run that has them, in the order of the family's tables. Empty while runs of several families are on
 * screen: their baselines say nothing about each other.
 */
export function baselineRows(runs: readonly RunSummary[]): readonly BaselineRow[] {
  if (new Set(runs.map(({ family }) => family)).size !== 1) return [];
  const newest = runs
    .filter(({ baselines }) => Object.keys(baselines).length > 0)
    .reduce<RunSummary | null>((last, run) => (last === null || run.createdAt > last.createdAt ? run : last), null);
  if (newest === null) return [];
  return byTableOrder(newest.family, Object.keys(newest.baselines)).map((id) => ({
    kind: 'baseline',
    key: `baseline ${id}`,
    name: `Baseline: ${id.replaceAll('_', ' ')}`,
    metrics: newest.baselines[id]!,
  }));
}
