import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** The executor that a configuration names cannot run on this machine. */
export class ExecutorUnavailableError extends WorkbenchError {
  readonly code = 'E-ENGINE-EXECUTOR-UNAVAILABLE';
  override readonly exitCode = EXIT_CODE.unavailable;
  /** @param command what a person types to get it, or a sentence where there is no command */
  constructor(executor: string, reason: string, command: string) {
    super(`The executor ${executor} is not available here: ${reason}.`, command, { executor, reason });
  }
}

/** A model uses an operation that the executor does not have; another executor must be named, none is taken silently. */
export class MissingKernelError extends WorkbenchError {
  readonly code = 'E-ENGINE-MISSING-KERNEL';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(executor: string, kernel: string, options?: ErrorOptions) {
    super(
      `The executor ${executor} has no kernel ${kernel}, which this model needs.`,
      'Set engine.executor to another one (assay doctor lists them), for example reference.',
      { executor, kernel },
      options,
    );
  }
}

/** None of the executors that `auto` tried could run the model's step. */
export class NoExecutorError extends WorkbenchError {
  readonly code = 'E-ENGINE-NO-EXECUTOR';
  override readonly exitCode = EXIT_CODE.unavailable;
  /** @param attempts executor and what it said, one entry each */
  constructor(attempts: readonly string[]) {
    super(
      `No executor can run this model: ${attempts.join('; ')}.`,
      'Run `assay doctor` to see what is missing and how to get it.',
      { attempts },
    );
  }
}

/** Threads are to share batches, which this model, this executor or so many threads cannot. */
export class BatchNotSharedError extends WorkbenchError {
  readonly code = 'E-ENGINE-BATCH-NOT-SHARED';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(executor: string, threads: number) {
    super(
      `engine.parallel is batch, but ${threads} threads of ${executor} cannot share the batches of this model.`,
      'Set engine.parallel to auto or operations; docs/executors.md says which families, executors and threads can.',
      { executor, threads },
    );
  }
}

/** The seeds of a start are to be trained in one worker, which this kind of run cannot. */
export class SeedsNotTogetherError extends WorkbenchError {
  readonly code = 'E-ENGINE-SEEDS-NOT-TOGETHER';
  override readonly exitCode = EXIT_CODE.badInput;
  /** @param kind what cannot, for example `actor-critic` or `the pipeline team-ranking` */
  constructor(kind: string) {
    super(
      `engine.batch_seeds is true, but the seeds of ${kind} cannot be trained together.`,
      'Set engine.batch_seeds to false: each seed then has a worker of its own.',
      { kind },
    );
  }
}
