import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** There is no checkpoint at the place that was named. */
export class CheckpointMissingError extends WorkbenchError {
  readonly code = 'E-CHECKPOINT-MISSING';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor(path: string) {
    super(
      `There is no checkpoint at ${path}.`,
      'List the checkpoints of a run with `assay runs`, or on the Checkpoints screen.',
      { path },
    );
  }
}

/** A file of a checkpoint is not what was written: torn, changed or missing. */
export class CheckpointDamagedError extends WorkbenchError {
  readonly code = 'E-CHECKPOINT-DAMAGED';
  /** @param file name inside the folder; @param reason what is wrong with it */
  constructor(path: string, file: string, reason: string, options?: ErrorOptions) {
    super(
      `The checkpoint ${path} is damaged: ${file} ${reason}.`,
      'Use another checkpoint of the run; copy this one again if it came from elsewhere.',
      { path, file, reason },
      options,
    );
  }
}

/** A checkpoint whose parameters are not those of the model that should load it. */
export class CheckpointArchitectureError extends WorkbenchError {
  readonly code = 'E-CHECKPOINT-ARCHITECTURE';
  /** @param differences one phrase each: which parameter is missing, unknown or of another shape */
  constructor(path: string, differences: readonly string[]) {
    const shown = differences.slice(0, 3).join('; ');
    const more = differences.length > 3 ? `; and ${differences.length - 3} more` : '';
    super(
      `The checkpoint ${path} belongs to another architecture: ${shown}${more}.`,
      'Use the configuration the checkpoint was trained with (config.json in its folder), or take over only what is equal: write `, equal parameters` behind the checkpoint in the starts-from line.',
      { path, differences },
    );
  }
}

/** A checkpoint written by a newer version of Assay. */
export class CheckpointVersionError extends WorkbenchError {
  readonly code = 'E-CHECKPOINT-VERSION';
  constructor(path: string, version: number, known: number) {
    super(
      `The checkpoint ${path} has format version ${version}; this Assay knows up to ${known}.`,
      'Open it with the Assay that wrote it, or update this one.',
      { path, version, known },
    );
  }
}

/** A tensor file is not in the format its name says. */
export class TensorFileError extends WorkbenchError {
  readonly code = 'E-CHECKPOINT-TENSOR-FILE';
  constructor(format: string, reason: string) {
    super(
      `This is not a ${format} file that Assay can read: ${reason}.`,
      'Check that the file is complete, or export it again.',
      {
        format,
        reason,
      },
    );
  }
}

/** An exported file, read back, does not compute what the checkpoint computes. */
export class ExportParityError extends WorkbenchError {
  readonly code = 'E-EXPORT-PARITY';
  override readonly exitCode = EXIT_CODE.internal;
  constructor(format: string, file: string, error: number, limit: number) {
    super(
      `${file} (${format}), read back, differs from the checkpoint by ${error}; the limit is ${limit}.`,
      'Do not use the file. Export again; report it if it comes back.',
      { format, file, error: String(error), limit },
    );
  }
}

/** A format that this version cannot write yet. */
export class ExportFormatUnavailableError extends WorkbenchError {
  readonly code = 'E-EXPORT-FORMAT-UNAVAILABLE';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(format: string, reason: string) {
    super(`Export to ${format} is not available: ${reason}.`, 'Choose safetensors, npz or tfjs.', { format, reason });
  }
}
