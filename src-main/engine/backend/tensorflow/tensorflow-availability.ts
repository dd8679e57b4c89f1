import { TENSORFLOW_WORKER_VARIABLE } from '#contract/tensorflow-library';
import type { Availability } from '../availability';
import { libraryFiles } from './native/library-files';

const COMMAND = 'Run `assay engine add tensorflow`, or set engine.executor to onnxruntime.';

/** @returns the folder that whoever started this worker found the library in; undefined when there is none */
export const tensorFlowFolder = (): string | undefined => process.env[TENSORFLOW_WORKER_VARIABLE] || undefined;

/** Whether there is a library; whether it can be loaded shows only when it is. */
export function tensorFlowAvailability(): Availability {
  const folder = tensorFlowFolder();
  if (folder === undefined)
    return { available: false, reason: 'there is no TensorFlow library on this machine', command: COMMAND };
  try {
    libraryFiles(folder);
    return { available: true };
  } catch {
    return { available: false, reason: `the TensorFlow library in ${folder} is gone or incomplete`, command: COMMAND };
  }
}
