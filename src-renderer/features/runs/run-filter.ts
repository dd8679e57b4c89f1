import type { FamilyId } from '#contract/ids';
import type { RunStatus, RunSummary } from '#contract/runs';

/** What the side list chooses; null means all. */
export interface RunFilter {
  readonly family: FamilyId | null;
  readonly status: RunStatus | null;
  readonly isTrash: boolean;
}

export const NO_FILTER: RunFilter = { family: null, status: null, isTrash: false };

/** @returns the runs that the filter lets through */
export const filterRuns = (
  runs: readonly RunSummary[],
  { family, status, isTrash }: RunFilter,
): readonly RunSummary[] =>
  runs.filter(
    (run) =>
      (run.trashedAt !== null) === isTrash &&
      (family === null || run.family === family) &&
      (status === null || run.status === status),
  );

/** @returns how many runs outside the trash have each value, most first */
export function countBy<T extends string>(
  runs: readonly RunSummary[],
  read: (run: RunSummary) => T,
): readonly (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const run of runs) {
    if (run.trashedAt === null) counts.set(read(run), (counts.get(read(run)) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}
