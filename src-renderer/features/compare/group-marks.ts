import type { ComparedGroup, Comparison } from '#contract/compare';
import { byTableOrder } from '#contract/families';
import type { RunSummary } from '#contract/runs';

/** Fewer seeds are no ground for calling a mean the best. */
const SEEDS_FOR_BEST = 3;

/**
 * @returns keys of the groups whose mean is printed bold: the best one, if it and another group have three seeds or more
 */
export function boldGroups(
  groups: readonly Pick<ComparedGroup, 'key' | 'n' | 'mean'>[],
  direction: 'maximize' | 'minimize' | 'none',
): ReadonlySet<string> {
  const able = groups.flatMap(({ key, n, mean }) => (n >= SEEDS_FOR_BEST && mean !== null ? [{ key, mean }] : []));
  if (able.length < 2 || direction === 'none') return new Set();
  const means = able.map(({ mean }) => mean);
  const best = direction === 'maximize' ? Math.max(...means) : Math.min(...means);
  return new Set(able.filter(({ mean }) => mean === best).map(({ key }) => key));
}

/** @returns the mark behind a mean: `*` better than the baseline group after Holm */
export function markOf(key: string, comparisons: readonly Pick<Comparison, 'a' | 'verdict'>[]): '' | '*' {
  return comparisons.some(({ a, verdict }) => a === key && verdict === 'better') ? '*' : '';
}

/** A baseline that needs no training, for the top of the table. */
export interface PinnedBaseline {
  readonly id: string;
  readonly name: string;
  /** On the part that is compared, by metric. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** @returns baselines stored beside the newest of the compared runs, on one part of the data, in the family's order */
export function pinnedBaselines(
  runs: readonly Pick<RunSummary, 'family' | 'baselines' | 'createdAt'>[],
  split: 'holdout' | 'validation' | 'test',
): readonly PinnedBaseline[] {
  const newest = runs
    .filter(({ baselines }) => Object.keys(baselines).length > 0)
    .toSorted((a, b) => b.createdAt - a.createdAt)[0];
  if (newest === undefined) return [];
  return byTableOrder(newest.family, Object.keys(newest.baselines)).flatMap((id) => {
    const metrics = newest.baselines[id]?.[split];
    return metrics === undefined ? [] : [{ id, name: `Baseline: ${id.replaceAll('_', ' ')}`, metrics }];
  });
}
