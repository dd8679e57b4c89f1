import { EXIT_CODE } from '#contract/errors/workbench-error';
import type { LogLine, RunDetail, RunStepState } from '#contract/run-detail';
import type { RunSummary } from '#contract/runs';
import type { IconName } from '../../ui/icon';

type RunStatus = RunSummary['status'];

/** How a step stands, in the words of runs. */
export interface StepLook {
  readonly word: string;
  readonly icon: IconName;
  readonly tone: 'idle' | 'run' | 'ok' | 'warn' | 'bad' | 'odd';
}

const LIVE: readonly RunStatus[] = ['running', 'paused'];
const isLive = (status: RunStatus): boolean => LIVE.includes(status);

/** @returns whether a run has steps to show: it has begun one, or its configuration names a pipeline */
export function isPipelineRun({ steps, summary }: Pick<RunDetail, 'steps' | 'summary'>): boolean {
  const pipeline = summary.config['pipeline'];
  return steps.length > 0 || (pipeline !== undefined && pipeline !== '"none"');
}

/** A step that began and never ended was cut off with its run, unless the run still goes on. */
export function stepLook({ state, exitCode, cached }: RunStepState, run: RunStatus): StepLook {
  if (state === 'started') {
    if (run === 'paused') return { word: 'Paused', icon: 'status-paused', tone: 'warn' };
    return isLive(run)
      ? { word: 'Running', icon: 'status-running', tone: 'run' }
      : { word: 'Cut off', icon: 'status-interrupted', tone: 'warn' };
  }
  switch (exitCode) {
    case EXIT_CODE.done:
      return { word: cached ? 'From the cache' : 'Done', icon: 'status-done', tone: 'ok' };
    case EXIT_CODE.interrupted:
    case EXIT_CODE.cancelled:
      return { word: 'Stopped', icon: 'status-stopped', tone: 'idle' };
    case EXIT_CODE.diverged:
      return { word: 'Diverged', icon: 'status-diverged', tone: 'odd' };
    default:
      return { word: 'Failed', icon: 'status-failed', tone: 'bad' };
  }
}

/** @returns the step that failed or diverged, null when none did */
export const failedStep = (steps: readonly RunStepState[], run: RunStatus): RunStepState | null =>
  steps.find((step) => ['bad', 'odd'].includes(stepLook(step, run).tone)) ?? null;

/**
 * How long a step took, or takes so far.
 *
 * @param now milliseconds since 1970
 * @returns milliseconds; null for a step that was cut off, since nobody knows when
 */
export function stepDurationMs(
  { state, durationMs, startedAt }: RunStepState,
  run: RunStatus,
  now: number,
): number | null {
  if (durationMs !== null) return durationMs;
  return state === 'started' && isLive(run) ? Math.max(0, now - startedAt) : null;
}

/** What the cache did for a run: `3 computed, 4 from the cache, 8.5 s`. */
export interface StepTotals {
  readonly computed: number;
  readonly cached: number;
  /** Of all steps that ended, however. */
  readonly durationMs: number;
}

export function stepTotals(steps: readonly RunStepState[]): StepTotals {
  const ended = steps.filter(({ state }) => state === 'finished');
  const withOutputs = ended.filter(({ exitCode }) => exitCode === EXIT_CODE.done);
  const cached = withOutputs.filter((step) => step.cached).length;
  return {
    computed: withOutputs.length - cached,
    cached,
    durationMs: ended.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0),
  };
}

/**
 * The last lines that a step logged: those of the newest attempt between its beginning and that of the next step.
 *
 * @param lines of the run, oldest first
 */
export function lastLinesOf(
  step: RunStepState,
  steps: readonly RunStepState[],
  lines: readonly LogLine[],
  limit: number,
): readonly LogLine[] {
  const newest = Math.max(...lines.map(({ attempt }) => attempt));
  const end = Math.min(...steps.map(({ startedAt }) => startedAt).filter((start) => start > step.startedAt));
  return lines.filter(({ attempt, time }) => attempt === newest && time >= step.startedAt && time < end).slice(-limit);
}
