import { WorkerEndedError } from '#contract/errors/workspace-errors';
import { EXIT_CODE, serializeError, type SerializedError } from '#contract/errors/workbench-error';
import type { RunResult, RunStatus, StopReason } from '#contract/runs';
import type { AttemptEnding } from '#contract/stored-rows';

/** What is known when a worker has ended and its events are ingested. */
export interface AttemptFacts {
  readonly runId: string;
  readonly result: RunResult | null;
  /** Its last event; null when it did not get to write one. */
  readonly ending: AttemptEnding | null;
  /** Of the process; null after a signal, or when it was not our child. */
  readonly exitCode: number | null;
  /** A person asked for the stop. */
  readonly stopRequested: boolean;
  readonly outputFile: string;
}

export interface AttemptOutcome {
  readonly status: RunStatus;
  readonly stopReason: StopReason | null;
  readonly error: SerializedError | null;
}

/**
 * What an attempt's end makes of its run. `result.json` decides when it is there; else the exit code, of the process or as
 * the last event gives it: 75 and 143 are resumable, 65 diverged, 0 without a result and every other code failed. No code at
 * all means that the process was killed: interrupted.
 */
export function outcomeOf(facts: AttemptFacts): AttemptOutcome {
  const { result, ending, stopRequested } = facts;
  if (result) return { status: result.status, stopReason: result.stopReason, error: null };
  const exitCode = facts.exitCode ?? ending?.exitCode ?? null;
  const isStopped = ending?.stopReason === 'stopped_by_user' || (stopRequested && exitCode !== null);
  switch (exitCode) {
    case null:
      return { status: 'interrupted', stopReason: 'interrupted', error: null };
    case EXIT_CODE.interrupted:
    case EXIT_CODE.cancelled:
      return isStopped
        ? { status: 'stopped', stopReason: 'stopped_by_user', error: null }
        : { status: 'interrupted', stopReason: 'interrupted', error: null };
    case EXIT_CODE.diverged:
      return { status: 'diverged', stopReason: 'diverged', error: ending?.error ?? null };
    default:
      return { status: 'failed', stopReason: null, error: ending?.error ?? workerEnded(facts, exitCode) };
  }
}

const workerEnded = ({ runId, outputFile }: AttemptFacts, exitCode: number): SerializedError =>
  serializeError(new WorkerEndedError(runId, exitCode, outputFile));
