import { TENSORFLOW_WORKER_VARIABLE } from '#contract/tensorflow-library';
import { TFJS_NODE_WORKER_VARIABLE } from '#contract/tfjs-node-binding';
import type { Environment } from './tensorflow-library/cache-folder';
import { findTensorFlowLibrary, searchPlaces } from './tensorflow-library/find-library';
import { findTfjsNodeBinding } from './tfjs-node-binding/find-binding';

/**
 * @returns the environment for a worker: it reads from it where native parts are, and does not search itself
 * @throws TensorFlowLibraryMissingError when a folder is named that holds no library
 */
export function workerEnvironment(environment: Environment = process.env): Record<string, string> {
  const library = findTensorFlowLibrary(searchPlaces(environment));
  const binding = findTfjsNodeBinding(environment);
  return {
    ...(library && { [TENSORFLOW_WORKER_VARIABLE]: library.folder }),
    ...(binding !== undefined && { [TFJS_NODE_WORKER_VARIABLE]: binding }),
  };
}
