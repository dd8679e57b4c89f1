import { existsSync } from 'node:fs';
import path from 'node:path';
import { EXIT_CODE, serializeError, toWorkbenchError } from '#contract/errors/workbench-error';
import { runConfigSchema } from '#contract/run-config';
import type { AttemptEnd } from './attempt-context';
import { claimAttempt } from './claim-attempt';
import { EventWriter } from './event-writer';
import { startHeartbeat } from './heartbeat';
import { readJsonFile } from './read-json-file';
import { trainRun } from './train-run';
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
 * @returns the exit code (architecture: 0 done, 65 diverged, 75 and 143 stopped after a checkpoint, others an error)
 * @throws WorkFolderError, AttemptClaimedError, FolderNotWritableError before the attempt is ours
 */
export async function runAttempt(
  environment: WorkerEnvironment,
  runFolder: string,
  attempt: number,
  token: string,
): Promise<number> {
  const config = await readJsonFile(path.join(runFolder, 'config.json'), runConfigSchema);
  const folder = claimAttempt(runFolder, attempt, token);
  // A run that has its result is done, whoever asks again.
  if (existsSync(path.join(runFolder, 'result.json'))) return EXIT_CODE.done;
  const stopHeartbeat = startHeartbeat(path.join(folder, 'heartbeat'));
  const control = new WorkerControl(runFolder, environment.parent);
  const reporter = new EventWriter(path.join(folder, 'events.jsonl'), () =>
    environment.parent.notify({ kind: 'more' }),
  );
  try {
    const end = await endOf(trainRun({ environment, runFolder, config, reporter, control }), control);
    reporter.report({ kind: 'attempt-ended', ...end });
    return end.exitCode;
  } finally {
    reporter.close();
    control.dispose();
    stopHeartbeat();
  }
}
