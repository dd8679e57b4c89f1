import { WorkbenchError } from '#contract/errors/workbench-error';

/** Saved optimiser buffers do not belong to this model or this update rule. */
export class OptimizerStateError extends WorkbenchError {
  readonly code = 'E-OPTIMIZER-STATE';
  constructor(buffer: string, received: string, expected: string) {
    super(
      `The saved optimiser state does not fit: ${buffer} is ${received}, expected ${expected}.`,
      'Resume with the architecture and optimizer.kind of the checkpoint, or start a new run from its weights.',
      { buffer, received, expected },
    );
  }
}

/** A learning-rate multiplier names a block that the model does not have. */
export class UnknownParameterBlockError extends WorkbenchError {
  readonly code = 'E-OPTIMIZER-BLOCK';
  constructor(block: string, known: readonly string[]) {
    super(
      `There is a learning-rate multiplier for the block ${block}, which the model does not have.`,
      `Use one of its blocks: ${known.join(', ')}.`,
      { block, known },
    );
  }
}

/** A buffer lies outside the WebAssembly memory that the kernels work on. */
export class ForeignBufferError extends WorkbenchError {
  readonly code = 'E-OPTIMIZER-FOREIGN-BUFFER';
  constructor(length: number) {
    super(
      `A buffer of ${length} numbers lies outside the memory of the WebAssembly kernels.`,
      'Make the parameter store with the allocate function of the same kernels.',
      { length },
    );
  }
}

/** The WebAssembly memory set aside for parameters and moments is full. */
export class ArenaFullError extends WorkbenchError {
  readonly code = 'E-OPTIMIZER-ARENA-FULL';
  constructor(requestedBytes: number, freeBytes: number) {
    super(
      `The memory for parameters is full: ${requestedBytes} bytes were asked for, ${freeBytes} are free.`,
      'Make the arena larger: values, gradients and two moments need 16 bytes a parameter.',
      { requestedBytes, freeBytes },
    );
  }
}
