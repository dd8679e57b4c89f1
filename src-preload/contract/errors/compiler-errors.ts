import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** Where in a model's own code something happened, for example `score (deep-set-ranker/model.ts:41:18)`; unknown when the call came from nowhere of ours. */
export type ModelLine = string | undefined;

const at = (line: ModelLine): string => (line === undefined ? '' : ` at ${line}`);
const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
const lineDetails = (line: ModelLine) => ({ modelLine: line ?? null });

/** The model uses an operation that the compiler has no rule for, or a variant of one that it does not lower. */
export class KernelNotSupportedError extends WorkbenchError {
  readonly code = 'E-ENGINE-KERNEL-NOT-SUPPORTED';
  /** @param variant what of the operation is missing, for example `batchDims 1`; absent when all of it is */
  constructor(kernel: string, line: ModelLine, variant?: string) {
    super(
      `The compiler does not know the operation ${kernel}${variant === undefined ? '' : ` with ${variant}`}, used${at(line)}.`,
      'Write it with operations listed in docs/compiler.md, add a rule for it, or run with engine.executor: reference.',
      { kernel, variant: variant ?? null, ...lineDetails(line) },
    );
  }
}

/** A model read a tensor's value while its step was traced, when there are shapes and no values. */
export class HostReadInStepError extends WorkbenchError {
  readonly code = 'E-ENGINE-HOST-READ';
  constructor(source: string, shape: readonly number[], line: ModelLine) {
    super(
      `The model reads a value inside a step: ${source}, shape ${shapeText(shape)}${at(line)}.`,
      'Remove dataSync, data, arraySync or print there; choose by tf.where instead of by an if on a value; return what is to be logged as an output.',
      { source, shape: shapeText(shape), ...lineDetails(line) },
    );
  }
}

/** Two traces of the same step differ: a value or a branch of JavaScript is baked into the compiled step. */
export class NonDeterministicTraceError extends WorkbenchError {
  readonly code = 'E-ENGINE-TRACE-DIFFERS';
  /** @param difference what differs, with both values */
  constructor(difference: string, line: ModelLine) {
    super(
      `Two traces of the same step differ: ${difference}${at(line)}.`,
      'Pass what changes from step to step (a rate, a mask, a random number, a condition) as an input of the step.',
      { difference, ...lineDetails(line) },
    );
  }
}

/** The model's function threw while it was traced: mismatched shapes, a missing input, a fault of its own. */
export class TraceFailedError extends WorkbenchError {
  readonly code = 'E-ENGINE-TRACE-FAILED';
  constructor(reason: string, line: ModelLine, cause: unknown) {
    super(
      `The model could not be traced: ${reason}${at(line)}.`,
      'Correct the model there; the same call fails on the reference executor too.',
      { reason, ...lineDetails(line) },
      { cause },
    );
  }
}

/** A step that was loaded from the cache is not what the model computes now. */
export class StaleStepError extends WorkbenchError {
  readonly code = 'E-ENGINE-STALE-STEP';
  constructor() {
    super(
      'The compiled step loaded from the cache differs from what the model computes now.',
      'Delete the cache folder and resume from the checkpoint before this run; the model changed without its identity (version, configuration).',
    );
  }
}

/** Batches keep arriving in new shapes, each of which costs a compilation. */
export class TooManySignaturesError extends WorkbenchError {
  readonly code = 'E-ENGINE-TOO-MANY-SIGNATURES';
  constructor(limit: number, latest: string) {
    super(
      `The step was called with more than ${limit} combinations of input shapes; the latest is ${latest}.`,
      'Pad batches to a few fixed sizes and mask the padding, so that each size is compiled once.',
      { limit, latest },
    );
  }
}

/** A batch addresses a row that a table does not have. */
export class GatherIndexError extends WorkbenchError {
  readonly code = 'E-ENGINE-GATHER-INDEX';
  constructor(input: string, position: number, index: number, rows: number, operation: string, line: ModelLine) {
    super(
      `The input ${input} holds the index ${index} at position ${position}, but ${operation}${at(line)} addresses rows 0 to ${rows - 1}.`,
      'Map unknown entries to a row that exists, or make the table larger.',
      { input, position, index, rows, operation, ...lineDetails(line) },
    );
  }
}

/** A batch holds NaN or an infinity and the loss followed it. */
export class NonFiniteBatchError extends WorkbenchError {
  readonly code = 'E-ENGINE-BATCH-NOT-FINITE';
  override readonly exitCode = EXIT_CODE.diverged;
  constructor(input: string, position: number, value: number) {
    super(
      `The input ${input} holds ${value} at position ${position}, and the result of the step is not a number.`,
      'Correct the data or the feature that makes it; parameters were not changed by this step.',
      { input, position, value: String(value) },
    );
  }
}

/** A step was called without an input it was declared with, or with one of another length or type. */
export class BatchMismatchError extends WorkbenchError {
  readonly code = 'E-ENGINE-BATCH-MISMATCH';
  constructor(input: string, received: string, expected: string) {
    super(
      `The input ${input} is ${received}, expected ${expected}.`,
      'Give a tensor whose data has as many elements as its shape and the type that its name stands for.',
      { input, received, expected },
    );
  }
}

/** The library that runs compiled steps refused a graph or failed while running it. */
export class CompiledStepFailedError extends WorkbenchError {
  readonly code = 'E-ENGINE-STEP-FAILED';
  override readonly exitCode = EXIT_CODE.internal;
  constructor(library: string, phase: 'loading the graph' | 'running the step', cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `${library} failed while ${phase}: ${reason}`,
      'Run again with engine.executor: reference to see whether the model or the compiler is at fault, and report this.',
      { library, phase, reason },
      { cause },
    );
  }
}
