import type { Diagnostic } from '#contract/diagnostics';
import type { LossDivergedError } from '#contract/errors/run-errors';
import type { WorkbenchError } from '#contract/errors/workbench-error';

interface Place {
  /** Finished epochs, from 1; null where no epoch is meant. */
  readonly epoch: number | null;
  readonly step: number;
}

/** The training loss has not gone below its best for `patience` epochs in a row. */
export const notLearningDiagnostic = (loss: number, patience: number, { epoch, step }: Place): Diagnostic => ({
  id: 'not-learning',
  severity: 'error',
  message: `The training loss (${loss}) has not gone below its best for ${patience} epochs in a row.`,
  cause:
    'Usual causes: inputs that are all masked or all zero, a learning rate far off, or a loss that is at its floor.',
  nextStep:
    'Look at gradient norm and family diagnostics of the first epochs; set not_learning_patience to 0 to train on.',
  epoch,
  step,
  value: loss,
});

/** The loss or gradient norm is not finite. */
export const divergedDiagnostic = (error: LossDivergedError, place: Place): Diagnostic => ({
  id: 'loss-diverged',
  severity: 'error',
  message: error.message,
  cause: 'A step too large, a division by zero or a logarithm of zero. The last good checkpoint is kept.',
  nextStep: error.nextStep,
  ...place,
  value: null,
});

/** A checkpoint could not be written; the one before it is untouched. */
export const checkpointFailedDiagnostic = (
  error: WorkbenchError,
  previous: string | null,
  place: Place,
): Diagnostic => ({
  id: 'checkpoint-failed',
  severity: 'error',
  message: error.message,
  cause: previous === null ? 'There is no earlier checkpoint.' : `The checkpoint ${previous} is kept.`,
  nextStep: error.nextStep,
  ...place,
  value: null,
});

/** A damaged checkpoint was passed over at the start of a resumed run. */
export const checkpointSkippedDiagnostic = (error: WorkbenchError): Diagnostic => ({
  id: 'checkpoint-skipped',
  severity: 'warning',
  message: error.message,
  cause: 'The run continues from an older checkpoint instead.',
  nextStep: 'Check the disk; the damaged folder can be deleted.',
  epoch: null,
  step: null,
  value: null,
});
