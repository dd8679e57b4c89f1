import * as tf from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';
import util from 'node:util';
import { TFJS_NODE_PACKAGE } from '#contract/tfjs-node-binding';

/** What the package's backend is made of; its native part is opaque to us. */
interface BackendModule {
  readonly NodeJSKernelBackend: new (binding: unknown, packageName: string) => tf.KernelBackend;
}

/** tfjs-node calls both; Node 23 took them away. */
function restoreRemovedUtilities(): void {
  const utilities = util as { isArray?: unknown; isNullOrUndefined?: unknown };
  utilities.isArray ??= Array.isArray;
  utilities.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
}

/**
 * Registers tfjs-node's kernels and its backend `tensorflow` on a native part that lies wherever it was found. The package's own
 * entry looks in its folder only, which in a released program cannot be written.
 *
 * Its copy of tfjs-core shares engine and kernel registry with ours through the global object.
 */
export function registerTfjsNode(binding: string, threads: number): void {
  // TensorFlow reads them when it makes its devices; its eager interface for C has no other way.
  Object.assign(process.env, { TF_NUM_INTRAOP_THREADS: `${threads}`, TF_NUM_INTEROP_THREADS: '1' });
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  restoreRemovedUtilities();
  const load = createRequire(import.meta.url);
  load(`${TFJS_NODE_PACKAGE}/dist/register_all_kernels.js`);
  const { NodeJSKernelBackend } = load(`${TFJS_NODE_PACKAGE}/dist/nodejs_kernel_backend.js`) as BackendModule;
  const native: unknown = load(binding);
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(native, TFJS_NODE_PACKAGE));
}
