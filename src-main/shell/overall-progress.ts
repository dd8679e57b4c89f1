import { LIVE_STATUSES, type RunSummary } from '#contract/runs';

/** Progress of the runs that train: mean of their shares of epochs; null when none trains. */
export function overallProgress(runs: readonly RunSummary[]): number | null {
  const live = runs.filter((run) => LIVE_STATUSES.includes(run.status));
  if (live.length === 0) return null;
  return live.reduce((sum, run) => sum + (run.totalSteps > 0 ? run.step / run.totalSteps : 0), 0) / live.length;
}
