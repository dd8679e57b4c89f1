import { EXIT_CODE, WorkbenchError, type ExitCode } from './workbench-error';

/** The loss or the gradient left the finite numbers; training stops, the last good checkpoint stays. */
export class LossDivergedError extends WorkbenchError {
  readonly code = 'E-RUN-LOSS-DIVERGED';
  override readonly exitCode = EXIT_CODE.diverged;
  /** @param what `loss` or `gradient norm`; @param step counts from 1 */
  constructor(what: 'loss' | 'gradient norm', value: number, step: number, learningRate: number) {
    super(
      `The ${what} is ${value} at step ${step}.`,
      `Lower the learning rate (now ${learningRate}) or the largest gradient norm, then fork the run from its last checkpoint.`,
      { what, value: String(value), step, learningRate },
    );
  }
}

/** A file cannot be written because the disk is full. */
export class DiskFullError extends WorkbenchError {
  readonly code = 'E-RUN-DISK-FULL';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(path: string, options?: ErrorOptions) {
    super(
      `The disk is full: ${path} could not be written.`,
      'Free some space, then resume the run.',
      { path },
      options,
    );
  }
}

/** A folder does not allow writing. */
export class FolderNotWritableError extends WorkbenchError {
  readonly code = 'E-RUN-FOLDER-NOT-WRITABLE';
  /** @param reason the system's code, such as EACCES or EROFS */
  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(
      `${path} cannot be written (${reason}): the folder or its disk is read-only for this user.`,
      'Give this user the right to write there, or move the workspace to a folder that can be written.',
      { path, reason },
      options,
    );
  }
}

/** A run or job folder that a worker was started on lacks its file, or the file is not what it should be. */
export class WorkFolderError extends WorkbenchError {
  readonly code = 'E-RUN-FOLDER';
  constructor(path: string, reason: string) {
    super(`${path} cannot be used: ${reason}.`, 'Start the run again from its experiment.', { path, reason });
  }
}

/** Another process already works on this attempt of a run. */
export class AttemptClaimedError extends WorkbenchError {
  readonly code = 'E-RUN-ATTEMPT-CLAIMED';
  constructor(path: string) {
    super(`${path} exists: another process works on this attempt.`, 'Wait for it to end, or stop the run first.', {
      path,
    });
  }
}

/** A worker was started with arguments it does not know. */
export class WorkerArgumentsError extends WorkbenchError {
  readonly code = 'E-RUN-WORKER-ARGUMENTS';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(received: readonly string[]) {
    super(
      `A worker cannot be started with: ${received.join(' ') || '(nothing)'}.`,
      'Use --run <folder> --attempt <n> --token <t>, or --job <folder>.',
      { received },
    );
  }
}

/** A step of a pipeline failed; the steps before it are kept in the cache. */
export class PipelineStepError extends WorkbenchError {
  readonly code = 'E-RUN-STEP';
  override readonly exitCode: ExitCode;
  /**
   * @param step    name of the step
   * @param failure what it failed with
   * @param log     the last lines that the step logged
   */
  constructor(step: string, failure: WorkbenchError, log: readonly string[]) {
    super(
      `The step ${step} failed (exit ${failure.exitCode}): ${failure.message}`,
      failure.nextStep,
      { ...failure.details, step, stepExitCode: failure.exitCode, cause: failure.code, log },
      { cause: failure },
    );
    this.exitCode = failure.exitCode;
  }
}

/** A step was asked for that the configured pipeline does not have. */
export class PipelineStepMissingError extends WorkbenchError {
  readonly code = 'E-CONFIG-STEP';
  constructor(step: string, steps: readonly string[]) {
    super(
      `The pipeline of this configuration has no step ${step}.`,
      `Its steps are ${steps.join(', ')}. Switch the step on in the configuration, or name another in pipeline_step.`,
      { step, steps },
    );
  }
}
