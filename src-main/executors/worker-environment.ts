import { TENSORFLOW_WORKER_VARIABLE } from '#contract/tensorflow-library';
import { TFJS_NODE_WORKER_VARIABLE } from '#contract/tfjs-node-binding';
import type { Environment } from './tensorflow-library/cache-folder';
import { findTensorFlowLibrary, searchPlaces } from './tensorflow-library/find-library';
import { findTfjsNodeBinding } from './tfjs-node-binding/find-binding';

/**
 * The C library of Linux, unless the person set it: blocks up to 32 MB (the most it allows) come from its heap, and what is
 * freed at the end of the heap stays. Large steps take and free hundreds of megabytes in each run; given back to the system,
 * every page would be faulted in again, which costs 5 to 8 per cent of a step.
 */
const ALLOCATOR = { MALLOC_MMAP_THRESHOLD_: String(32 * 2 ** 20), MALLOC_TRIM_THRESHOLD_: String(4 * 2 ** 30) };

const allocatorOptions = (environment: Environment): Record<string, string> =>
  Object.fromEntries(Object.entries(ALLOCATOR).filter(([name]) => environment[name] === undefined));

/**
 * @returns the environment for a worker: it reads from it where native parts are, and does not search itself
 * @throws TensorFlowLibraryMissingError when a folder is named that holds no library
 */
export function workerEnvironment(environment: Environment = process.env): Record<string, string> {
  const library = findTensorFlowLibrary(searchPlaces(environment));
  const binding = findTfjsNodeBinding(environment);
  return {
    ...(process.platform === 'linux' && allocatorOptions(environment)),
    ...(library && { [TENSORFLOW_WORKER_VARIABLE]: library.folder }),
    ...(binding !== undefined && { [TFJS_NODE_WORKER_VARIABLE]: binding }),
  };
}
