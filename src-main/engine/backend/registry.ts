import { ExecutorUnavailableError } from '#contract/errors/engine-errors';
import type { Parallel } from '#contract/config/engine';
import type { ExecutorId } from '#contract/ids';
import type { StepCacheOptions } from '../compiler/step/compiled-step-cache';
import type { WarningListener } from '../compiler/step/signature-cache';
import type { Availability } from './availability';
import { tfjsNodeAvailability } from './eager/tfjs-node-availability';
import type { Executor } from './executor';
import { onnxRuntimeAvailability } from './onnxruntime/onnxruntime-availability';
import { tensorFlowAvailability, tensorFlowFolder } from './tensorflow/tensorflow-availability';

/** What every executor is made from. */
export interface ExecutorOptions {
  readonly threads: number;
  /** What the threads share; without it operations. `batch` is for executors that say so below. */
  readonly parallel?: Parallel;
  /** Where compiled graphs are kept for the next start; without it each start compiles. Read by executors that compile. */
  readonly cache?: StepCacheOptions;
  /** Receives sentences for the log; without it they become warnings of the process. */
  readonly onWarning?: WarningListener;
}

/** One executor: whether it can be used here, and how it is made. Code is loaded only by `create`. */
export interface ExecutorEntry {
  availability(): Availability;
  /** Whether its threads can share batches; left out: they cannot. */
  readonly sharesBatches?: true;
  create(options: ExecutorOptions): Promise<Executor>;
}

const eager = async (backend: 'cpu' | 'wasm' | 'tensorflow', threads = 1) =>
  (await import('./eager/eager-executor')).createEagerExecutor({ backend, threads });

/** Called only when the executor is available, so that there is a folder. */
const tensorFlow = async ({ threads, parallel = 'operations' }: ExecutorOptions, xla: boolean) =>
  (await import('./tensorflow/tensorflow-executor')).createTensorFlowExecutor({
    library: tensorFlowFolder() ?? '',
    threads,
    parallel,
    xla,
  });

const always = (): Availability => ({ available: true });

/** Every executor of the contract. A new one is a line here and passes `test/conformance/executor`. */
export const EXECUTORS = {
  reference: { availability: always, create: () => eager('cpu') },
  wasm: { availability: always, create: () => eager('wasm') },
  'tfjs-node': { availability: tfjsNodeAvailability, create: ({ threads }) => eager('tensorflow', threads) },
  onnxruntime: {
    availability: onnxRuntimeAvailability,
    sharesBatches: true,
    create: async (options) => (await import('./onnxruntime/onnxruntime-executor')).createOnnxRuntimeExecutor(options),
  },
  tensorflow: {
    availability: tensorFlowAvailability,
    sharesBatches: true,
    create: (options) => tensorFlow(options, false),
  },
  'tensorflow-xla': { availability: tensorFlowAvailability, create: (options) => tensorFlow(options, true) },
} satisfies Record<ExecutorId, ExecutorEntry>;

/**
 * @returns the executor of that name, never another one
 * @throws ExecutorUnavailableError with the command that installs what is missing
 */
export async function createExecutor(id: ExecutorId, options: ExecutorOptions): Promise<Executor> {
  const availability = EXECUTORS[id].availability();
  if (!availability.available) throw new ExecutorUnavailableError(id, availability.reason, availability.command);
  return EXECUTORS[id].create(options);
}
