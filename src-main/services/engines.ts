import type { ExecutorId } from '#contract/ids';
import { addTensorFlowLibrary, type AddedLibrary } from '../executors/tensorflow-library/add-library';
import { findTensorFlowLibrary } from '../executors/tensorflow-library/find-library';
import { addTfjsNodeBinding, type AddedBinding } from '../executors/tfjs-node-binding/build-binding';
import { findTfjsNodeBinding } from '../executors/tfjs-node-binding/find-binding';
import { packageVersion } from './executor-packages';

/** Whether an executor can be chosen here, without loading it. */
export interface ExecutorStatus {
  readonly id: ExecutorId;
  readonly isAvailable: boolean;
  /** Version or place; why not, when it is not available. */
  readonly detail: string;
  /** The command that adds it; empty when there is nothing to add. */
  readonly nextStep: string;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

function tensorFlowStatus(): Omit<ExecutorStatus, 'id'> {
  const found = findTensorFlowLibrary();
  return found
    ? { isAvailable: true, detail: `${found.folder}, ${megabytes(found.bytes)}`, nextStep: '' }
    : { isAvailable: false, detail: 'no library', nextStep: 'assay engine add tensorflow' };
}

/** Every executor with what is known of it. `auto` measures the available ones on a run's own step. */
export function listExecutors(): readonly ExecutorStatus[] {
  const onnxruntime = packageVersion('onnxruntime-node');
  const binding = findTfjsNodeBinding();
  const tensorflow = tensorFlowStatus();
  return [
    onnxruntime === null
      ? { id: 'onnxruntime', isAvailable: false, detail: 'package missing', nextStep: 'npm ci' }
      : { id: 'onnxruntime', isAvailable: true, detail: onnxruntime, nextStep: '' },
    { id: 'tensorflow', ...tensorflow },
    { id: 'tensorflow-xla', ...tensorflow },
    {
      id: 'tfjs-node',
      isAvailable: binding !== undefined,
      detail: binding ?? 'native part not built',
      nextStep: binding === undefined ? 'assay engine add tfjs-node' : '',
    },
    { id: 'wasm', isAvailable: true, detail: 'part of the program', nextStep: '' },
    { id: 'reference', isAvailable: true, detail: 'part of the program, slow; for comparison', nextStep: '' },
  ];
}

export interface AddEngineOptions {
  /** Built script that tries a library in a process of its own. */
  readonly probeScript: string;
  /** Fetches a new one although one is there. */
  readonly again: boolean;
  readonly onProgress: (sentence: string) => void;
}

/**
 * Makes the TensorFlow executors available on this machine.
 * @throws TensorFlowFetchFailedError, TensorFlowWheelError, TensorFlowProbeFailedError, TensorFlowLibraryMissingError
 */
export function addTensorFlow({ probeScript, again, onProgress }: AddEngineOptions): Promise<AddedLibrary> {
  return addTensorFlowLibrary({ probe: { script: probeScript }, again, onProgress });
}

/**
 * Makes the executor `tfjs-node` available: compiles its native part, and adds TensorFlow where it is missing.
 *
 * @throws TfjsNodeBuildFailedError, and what {@link addTensorFlow} throws
 */
export function addTfjsNode({ probeScript, again, onProgress }: AddEngineOptions): Promise<AddedBinding> {
  return addTfjsNodeBinding({ probe: { script: probeScript }, again, onProgress });
}
