import { WorkbenchError } from './workbench-error';

/** A table does not fit: no rows, another number of targets, columns that the model does not know. */
export class TabularShapeError extends WorkbenchError {
  readonly code = 'E-TABULAR-SHAPE';
  /** @param reason for example `row 3 has 4 values for 5 columns` */
  constructor(reason: string) {
    super(
      `The table cannot be used: ${reason}.`,
      'Give a table with at least one row, one target a row, and the columns that the model was fitted on.',
      { reason },
    );
  }
}

/** A target that no model can learn: missing, infinite, or not 0 or 1 where a label belongs. */
export class TabularTargetError extends WorkbenchError {
  readonly code = 'E-TABULAR-TARGET';
  /** @param expectation for example `a finite number` */
  constructor(row: number, received: number, expectation: string) {
    super(
      `The target of row ${row} is ${received}, expected ${expectation}.`,
      'Leave such rows out before fitting, or correct the target.',
      { row, received: String(received) },
    );
  }
}

/** An option outside of what it allows, or one that needs something that was not given. */
export class TabularOptionError extends WorkbenchError {
  readonly code = 'E-TABULAR-OPTION';
  constructor(option: string, received: string | number, expectation: string) {
    super(`${option} is ${received}, expected ${expectation}.`, `Set ${option} to ${expectation}.`, {
      option,
      received,
    });
  }
}

/** A stored model is torn or of another version. */
export class TabularModelFileError extends WorkbenchError {
  readonly code = 'E-TABULAR-MODEL-FILE';
  constructor(origin: string, reason: string) {
    super(`${origin} holds no usable model: ${reason}.`, 'Fit it again, or use the version of Assay that wrote it.', {
      origin,
      reason,
    });
  }
}
