import { existsSync } from 'node:fs';
import path from 'node:path';
import { EXIT_CODE, serializeError, toWorkbenchError } from '#contract/errors/workbench-error';
import { runConfigSchema } from '#contract/run-config';
import type { AttemptEnd } from './attempt-context';
import { claimAttempt, markEnded } from './claim-attempt';
import { EventWriter } from './event-writer';
import { startHeartbeat } from './heartbeat';
import { readJsonFile } from './read-json-file';
import { SeedsTogether } from './seeds-together';
import { trainRun } from './train-run';
import type { AttemptTask } from './worker-arguments';
import { WorkerControl } from './worker-control';
import type { WorkerEnvironment } from './worker-environment';

/** A run that is asked to stop before its loop began has nothing to save: it starts again where it would have started. */
function stoppedEarly(control: WorkerControl): AttemptEnd | null {
  if (control.request.kind !== 'stop') return null;
  return {
    exitCode: control.isCancelled ? EXIT_CODE.cancelled : EXIT_CODE.interrupted,
    stopReason: control.request.reason,
  };
}

async function endOf(work: Promise<AttemptEnd>, control: WorkerControl) {
  try {
    return { ...(await work), error: null };
  } catch (error) {
    const stopped =
      control.signal.aborted && toWorkbenchError(error).code === 'E-INTERNAL' ? stoppedEarly(control) : null;
    if (stopped) return { ...stopped, error: null };
    return { exitCode: toWorkbenchError(error).exitCode, stopReason: null, error: serializeError(error) };
  }
}

/**
 * Works on one attempt of a run: claims it, writes its events and heartbeat, trains, and says how it ended.
 * @param together what it shares with the other seeds of this process
 * @returns the exit code (architecture: 0 done, 65 diverged, 75 and 143 stopped after a checkpoint, others an error)
 * @throws WorkFolderError, AttemptClaimedError, FolderNotWritableError before the attempt is ours
 */
export async function runAttempt(
  environment: WorkerEnvironment,
  runFolder: string,
  attempt: number,
  token: string,
  together: SeedsTogether | null = null,
): Promise<number> {
  const config = await readJsonFile(path.join(runFolder, 'config.json'), runConfigSchema);
  const folder = claimAttempt(runFolder, attempt, token);
  // A run that has its result is done, whoever asks again.
  if (existsSync(path.join(runFolder, 'result.json'))) {
    markEnded(folder);
    return EXIT_CODE.done;
  }
  const stopHeartbeat = startHeartbeat(path.join(folder, 'heartbeat'));
  const control = new WorkerControl(runFolder, config.runId, environment.parent);
  const tellParent = (): void => environment.parent.notify({ kind: 'more' });
  const reporter = new EventWriter(path.join(folder, 'events.jsonl'), tellParent);
  const leave = together?.join(reporter);
  try {
    const end = await endOf(trainRun({ environment, runFolder, config, reporter, control, together }), control);
    reporter.report({ kind: 'attempt-ended', ...end });
    return end.exitCode;
  } finally {
    leave?.();
    reporter.close();
    control.dispose();
    stopHeartbeat();
    markEnded(folder);
    tellParent();
  }
}

/**
 * Works on one attempt, or on those of several seeds side by side: what ends one of them, an error too, leaves the others
 * alone; what ends the process ends all, and each is resumed from its own checkpoint.
 * @param tell what is to be done with an error of one of several that has no events file yet; gives its exit code
 * @returns the exit code: of several the first that is not 0. How each one ended its last event says
 */
export async function runAttempts(
  environment: WorkerEnvironment,
  attempts: readonly AttemptTask[],
  tell: (error: unknown) => number,
): Promise<number> {
  const run = ({ runFolder, attempt, token }: AttemptTask, together: SeedsTogether | null): Promise<number> =>
    runAttempt(environment, runFolder, attempt, token, together);
  const [first, ...others] = attempts;
  if (others.length === 0) return run(first!, null);
  const together = new SeedsTogether();
  try {
    const codes = await Promise.all(attempts.map((attempt) => run(attempt, together).catch(tell)));
    return codes.find((code) => code !== EXIT_CODE.done) ?? EXIT_CODE.done;
  } finally {
    await together.dispose();
  }
}
