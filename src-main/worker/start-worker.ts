import { EXIT_CODE, serializeError, toWorkbenchError } from '#contract/errors/workbench-error';
import { parseWorkerArguments } from './worker-arguments';
import type { WorkerEnvironment } from './worker-environment';

/** Loads only the half that is needed: a job such as `check-source` needs no trainer. */
async function work(environment: WorkerEnvironment, args: readonly string[]): Promise<number> {
  const task = parseWorkerArguments(args);
  if (task.kind === 'job') {
    // Unlike a run, a job has nobody to be done for when the process that asked for it is gone.
    process.once('disconnect', () => process.exit(EXIT_CODE.interrupted));
    return (await import('./run-job')).runJob(environment, task.jobFolder);
  }
  if (task.kind === 'bench-contender') return (await import('./bench/contender-server')).serveContender();
  return (await import('./run-worker')).runAttempts(environment, task.attempts, tell);
}

/** An error before there is an events file can only be told to whoever reads stderr. */
function tell(error: unknown): number {
  const { code, message, nextStep } = serializeError(error);
  process.stderr.write(`${message}\n${nextStep}\nerror[${code}]\n`);
  return toWorkbenchError(error).exitCode;
}

/**
 * Runs a worker process to its end and exits.
 * @param args command line without node and script
 */
export async function startWorker(environment: WorkerEnvironment, args: readonly string[]): Promise<void> {
  process.on('unhandledRejection', (error) => {
    tell(error);
    process.exit(EXIT_CODE.internal);
  });
  const exitCode = await work(environment, args).catch(tell);
  process.exit(exitCode);
}
