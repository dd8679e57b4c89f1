import { EXIT_CODE, WorkbenchError } from './workbench-error';

const ADD_COMMAND = 'assay engine add tensorflow';

/** The folder named for TensorFlow holds no TensorFlow library for this platform. */
export class TensorFlowLibraryMissingError extends WorkbenchError {
  readonly code = 'E-TENSORFLOW-LIBRARY-MISSING';
  override readonly exitCode = EXIT_CODE.unavailable;
  /** @param expected names of the files that were looked for */
  constructor(folder: string, expected: readonly string[]) {
    super(
      `There is no TensorFlow library in ${folder}: expected ${expected.join(' and ')}.`,
      `Run \`${ADD_COMMAND}\`, or name the folder that holds these files in ASSAY_TENSORFLOW.`,
      { folder, expected },
    );
  }
}

/** The library is there but cannot be used: damaged, for another system, or too old. */
export class TensorFlowLibraryUnusableError extends WorkbenchError {
  readonly code = 'E-TENSORFLOW-LIBRARY-UNUSABLE';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(
      `The TensorFlow library in ${folder} cannot be used: ${reason}`,
      `Run \`${ADD_COMMAND} --again\` to replace it, or set engine.executor to onnxruntime.`,
      { folder, reason },
      options,
    );
  }
}

/** TensorFlow keeps the thread counts and the library of its first use until the process ends. */
export class TensorFlowAlreadyStartedError extends WorkbenchError {
  readonly code = 'E-TENSORFLOW-ALREADY-STARTED';
  /** @param first   what the process started TensorFlow with, for example `1 thread` */
  constructor(first: string, wanted: string) {
    super(
      `TensorFlow already runs with ${first} in this process and cannot change to ${wanted}.`,
      'Use the same engine.threads for all runs of one worker, or start a worker of its own for the other one.',
      { first, wanted },
    );
  }
}

/** The device that the configuration names does not exist for TensorFlow on this machine. */
export class TensorFlowDeviceMissingError extends WorkbenchError {
  readonly code = 'E-TENSORFLOW-DEVICE-MISSING';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(device: string, present: readonly string[]) {
    super(
      `TensorFlow has no device ${device} here; it has ${present.join(', ')}.`,
      'Choose one of these, or add a TensorFlow library built for your GPU and check its driver.',
      { device, present },
    );
  }
}

/** TensorFlow could not be fetched with the person's own pip. */
export class TensorFlowFetchFailedError extends WorkbenchError {
  readonly code = 'E-TENSORFLOW-FETCH-FAILED';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(reason: string) {
    super(
      `TensorFlow could not be fetched: ${reason}`,
      'Check the connection and run it again; or run `npm rebuild @tensorflow/tfjs-node-gpu --ignore-scripts=false`, whose library serves as well; or name a folder in ASSAY_TENSORFLOW.',
      { reason },
    );
  }
}

/** A wheel, which is a ZIP archive, is damaged or does not hold what it should. */
export class TensorFlowWheelError extends WorkbenchError {
  readonly code = 'E-TENSORFLOW-WHEEL';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(file: string, reason: string) {
    super(`The wheel ${file} cannot be unpacked: ${reason}.`, `Delete it and run \`${ADD_COMMAND}\` again.`, {
      file,
      reason,
    });
  }
}

/** The library was placed but does not compute 1 + 1 in a process of its own. */
export class TensorFlowProbeFailedError extends WorkbenchError {
  readonly code = 'E-TENSORFLOW-PROBE-FAILED';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(folder: string, reason: string) {
    super(
      `The TensorFlow library in ${folder} was tried in a process of its own and failed: ${reason}.`,
      'It may need another processor or system. Set engine.executor to onnxruntime, or name another build in ASSAY_TENSORFLOW.',
      { folder, reason },
    );
  }
}

/** The native part of tfjs-node could not be compiled. */
export class TfjsNodeBuildFailedError extends WorkbenchError {
  readonly code = 'E-TFJS-NODE-BUILD';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(
    reason: string,
    nextStep = 'Run `npm rebuild @tensorflow/tfjs-node-gpu --ignore-scripts=false`, which fetches a compiled one, or set engine.executor to wasm.',
  ) {
    super(`The native part of tfjs-node could not be built: ${reason}.`, nextStep, { reason });
  }
}
