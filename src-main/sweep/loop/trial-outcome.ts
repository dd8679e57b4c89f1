import type { SweepConfig } from '#contract/config/sweep';
import type { Trial } from '#contract/sweeps';
import { isMasked } from '../stop-rules/judge-trial';

/** What every ended training tells of itself. */
interface Facts extends Pick<Trial, 'steps' | 'diagnostics' | 'startedAt' | 'durationMs'> {
  readonly endedAt: number;
}

/** How the training of a trial ended. `interrupted`: it did not; the trial stays running and is taken up again later. */
export type TrialOutcome =
  | (Facts & { readonly kind: 'finished' } & Pick<Trial, 'objective' | 'metrics' | 'masked'>)
  | (Facts & { readonly kind: 'pruned' } & Pick<Trial, 'objective'>)
  | (Facts & { readonly kind: 'failed'; readonly error: NonNullable<Trial['error']> })
  | { readonly kind: 'interrupted' };

const MISSING = {
  code: 'E-SWEEP-OBJECTIVE-MISSING',
  nextStep: 'Choose a metric that the family reports on that part (docs/families), or look at the log of the run.',
};
const MASKED = {
  code: 'E-SWEEP-MASKED',
  message: 'More teams fell back or had no attention at all than sweep.early_stop_masked_ratio allows.',
  nextStep: 'Look at attention and rosters of the run; its scores say nothing about the players.',
};

type Ended = Pick<Trial, 'state' | 'objective' | 'metrics' | 'masked' | 'error'>;

function endOf(
  outcome: Exclude<TrialOutcome, { kind: 'interrupted' }>,
  sweep: SweepConfig,
  objectiveName: string,
): Ended {
  const nothing = { metrics: {}, masked: null, error: null };
  if (outcome.kind === 'pruned') return { state: 'pruned', ...nothing, objective: outcome.objective };
  if (outcome.kind === 'failed') return { state: 'failed', ...nothing, objective: null, error: outcome.error };
  const { objective, metrics, masked, steps } = outcome;
  const blame = { step: steps.at(-1)?.name ?? 'training', exitCode: steps.at(-1)?.exitCode ?? 0, logLines: [] };
  if (masked && isMasked(masked, sweep.sweep.early_stop_masked_ratio) === true)
    return { state: 'masked', objective: null, metrics, masked, error: { ...blame, ...MASKED } };
  if (objective === null || !Number.isFinite(objective)) {
    const message = `The run ended without a value of ${objectiveName}.`;
    return { state: 'failed', objective: null, metrics, masked, error: { ...blame, ...MISSING, message } };
  }
  return { state: 'done', objective, metrics, masked, error: null };
}

/**
 * @param endedAs place among the ended trials
 * @returns the trial as it ended; a failed or masked one has no objective and is never the best
 */
export function concludeTrial(
  trial: Trial,
  outcome: Exclude<TrialOutcome, { kind: 'interrupted' }>,
  sweep: SweepConfig,
  endedAs: number,
): Trial {
  const { steps, diagnostics, startedAt, endedAt, durationMs } = outcome;
  return {
    ...trial,
    ...endOf(outcome, sweep, `${sweep.objective.split} ${sweep.objective.metric}`),
    steps,
    diagnostics,
    startedAt,
    endedAt,
    durationMs,
    queueMs: startedAt === null || trial.askedAt === null ? 0 : Math.max(0, startedAt - trial.askedAt),
    endedAs,
  };
}
