import type { FamilyId } from '#contract/ids';
import { FINISHED_STATUSES, type RunSummary } from '#contract/runs';

/** Runs that differ in nothing but the seed, to be chosen together. */
export interface RunChoice {
  readonly key: string;
  readonly name: string;
  readonly runIds: readonly string[];
  readonly seeds: number;
}

/** @returns groups to choose from, newest first */
export function runChoices(runs: readonly RunSummary[]): readonly RunChoice[] {
  const byKey = new Map<string, RunSummary[]>();
  for (const run of runs) byKey.set(run.groupKey, [...(byKey.get(run.groupKey) ?? []), run]);
  return [...byKey].map(([key, members]) => ({
    key,
    name: members[0]!.name,
    runIds: members.map(({ runId }) => runId),
    seeds: new Set(members.map(({ seed }) => seed)).size,
  }));
}

/** @returns the chosen runs with a group put in whole, or taken out whole when any of it was in */
export function toggleGroup(chosen: readonly string[], { runIds }: Pick<RunChoice, 'runIds'>): readonly string[] {
  const rest = chosen.filter((runId) => !runIds.includes(runId));
  return rest.length === chosen.length ? [...chosen, ...runIds] : rest;
}

/** Finished runs of one family, for the first comparison. */
export interface FamilyChoice {
  readonly family: FamilyId;
  readonly runs: number;
  readonly query: string;
}

/** @returns families that have finished runs, most first */
export function familyChoices(runs: readonly Pick<RunSummary, 'family' | 'status'>[]): readonly FamilyChoice[] {
  const counts = new Map<FamilyId, number>();
  for (const { family, status } of runs)
    if (FINISHED_STATUSES.includes(status)) counts.set(family, (counts.get(family) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([family, count]) => ({
      family,
      runs: count,
      query: `family = ${family} and status in (done, stopped_early)`,
    }));
}
