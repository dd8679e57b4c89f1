import type { RunSummary } from '#contract/runs';

/** The run that the status bar shows and how many wait. */
export interface CurrentWork {
  readonly run: RunSummary | null;
  readonly runningCount: number;
  readonly queuedCount: number;
}

/** @returns the run that trains: the one that started first; a paused one when none trains */
export function currentWork(rows: readonly RunSummary[]): CurrentWork {
  const byStart = (a: RunSummary, b: RunSummary) => (a.startedAt ?? a.createdAt) - (b.startedAt ?? b.createdAt);
  const running = rows.filter((row) => row.status === 'running').sort(byStart);
  const paused = rows.filter((row) => row.status === 'paused').sort(byStart);
  return {
    run: running[0] ?? paused[0] ?? null,
    runningCount: running.length,
    queuedCount: rows.filter((row) => row.status === 'queued').length,
  };
}

/** @returns the share of the steps that is done, null before the number of steps is known */
export function runFraction({ step, totalSteps }: Pick<RunSummary, 'step' | 'totalSteps'>): number | null {
  return totalSteps > 0 ? Math.min(1, step / totalSteps) : null;
}

/**
 * Training time that is left if the rest goes as fast as so far. A run that may stop early is usually done before.
 *
 * @returns milliseconds, null before there is anything to go by
 */
export function remainingMs({
  step,
  totalSteps,
  durationMs,
}: Pick<RunSummary, 'step' | 'totalSteps' | 'durationMs'>): number | null {
  if (step <= 0 || totalSteps <= 0 || durationMs <= 0) return null;
  return (durationMs / step) * Math.max(0, totalSteps - step);
}
