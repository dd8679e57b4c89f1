import type { Parameters, StoppedBy, StudyDefinition, Trial } from '#contract/sweeps';
import type { StudyHistory } from '../history/study-history';
import type { Sampler } from '../samplers/sampler';
import { cellCount } from '../space/grid';
import { toSearchSpace } from '../space/search-space';
import { stopRuleAfter } from '../stop-rules/streaks';

/** Trials of a study that names no limit and is no grid (the original's `--n-trials`). */
const DEFAULT_TRIALS = 20;

/** What the loop does next. */
export type NextStep =
  | { readonly kind: 'ask'; readonly number: number; readonly parameters: Parameters }
  /** A trial that was put back is begun again with the parameters it had. */
  | { readonly kind: 'begin'; readonly trial: Trial }
  /** Until a running trial ends. */
  | { readonly kind: 'wait' }
  /** Running trials are let finish. */
  | { readonly kind: 'end'; readonly stoppedBy: StoppedBy };

/** @returns trials that the limits allow */
export function totalTrials({ sweep }: Pick<StudyDefinition, 'sweep'>): number {
  if (sweep.sampler.kind !== 'grid') return sweep.limits.trials ?? DEFAULT_TRIALS;
  const cells = cellCount(toSearchSpace(sweep.space)) ?? 0;
  return Math.min(cells, sweep.limits.trials ?? cells);
}

/** What the loop looks at beside the rows. */
export interface LoopFacts {
  readonly total: number;
  /** Time in which the loop was at work. */
  readonly elapsedMs: number;
  /** Ended trials up to this place are not judged by the stop rules. */
  readonly judgedFrom: number;
}

function stoppedBy({ sweep, direction }: StudyDefinition, history: StudyHistory, facts: LoopFacts): StoppedBy | null {
  const judged = history.ended.filter(({ endedAs }) => endedAs! > facts.judgedFrom);
  const rule = stopRuleAfter(sweep.sweep, direction, judged);
  if (rule) return rule;
  const { hours } = sweep.limits;
  if (hours === null || facts.elapsedMs < hours * 3_600_000) return null;
  return { kind: 'hours', message: `Stopping sweep: the limit of ${hours} hours is reached.` };
}

/**
 * The loop of a study as a function of its rows: what comes next follows from the trials and the order in which they ended,
 * never from what this process remembers. So a study that was killed goes on as if it had not been.
 */
export function decideNext(
  study: StudyDefinition,
  history: StudyHistory,
  sampler: Sampler,
  facts: LoopFacts,
): NextStep {
  const stopped = stoppedBy(study, history, facts);
  if (stopped) return { kind: 'end', stoppedBy: stopped };
  const hasPlace = history.runningCount < study.sweep.limits.jobs;
  const queued = history.trials.find(({ state }) => state === 'queued');
  if (queued) return hasPlace ? { kind: 'begin', trial: queued } : { kind: 'wait' };
  const number = history.trials.length;
  if (number >= facts.total) {
    if (history.runningCount > 0) return { kind: 'wait' };
    return { kind: 'end', stoppedBy: { kind: 'trials', message: `All ${facts.total} trials have ended.` } };
  }
  return hasPlace ? { kind: 'ask', number, parameters: sampler.suggest(history, number) } : { kind: 'wait' };
}
