import type { RunSummary } from '#contract/runs';

/**
 * Remembers where runs stand, to tell what makes a comparison stale (a run was added, ended, was put back, went to the trash)
 * from the steps and epochs of a run that trains.
 *
 * @returns a function that takes changed rows and says whether any of them stands elsewhere than when it was last seen
 */
export function trackRunStates(): (rows: readonly Pick<RunSummary, 'runId' | 'status' | 'trashedAt'>[]) => boolean {
  const known = new Map<string, string>();
  return (rows) => {
    const moved = rows.map(({ runId, status, trashedAt }) => {
      const state = `${status} ${trashedAt === null}`;
      const hasMoved = known.get(runId) !== state;
      known.set(runId, state);
      return hasMoved;
    });
    return moved.includes(true);
  };
}
