import type { ExecutorId } from '#contract/ids';
import * as tf from '@tensorflow/tfjs-core';
import type { Executor, ForwardFunction, ForwardPass, LossFunction, TrainingStep } from '../executor';
import type { HostTensors } from '../host-tensor';
import type { ParameterStore } from '../parameter-store';
import { eagerTrainingStep } from './eager-training-step';
import { withNamedKernelErrors } from './named-kernel-errors';
import { parameterTensors } from './parameter-tensors';
import { toHostTensors, toTensors } from './tensor-conversion';
import { activateBackend, loadBackend, type TfjsBackend } from './tfjs-backend';

export interface EagerExecutorOptions {
  readonly backend: TfjsBackend;
  /** Read by `tensorflow`, and by its first use in a process; the others have one thread. Default 1. */
  readonly threads?: number;
}

const IDS = { cpu: 'reference', wasm: 'wasm', tensorflow: 'tfjs-node' } as const satisfies Record<
  TfjsBackend,
  ExecutorId
>;

/**
 * Runs models operation by operation in tfjs. `cpu` is the oracle that every other executor is compared
 * with. Several may exist at once: each call switches tfjs's only engine to its backend first.
 */
class EagerExecutor implements Executor {
  readonly id: ExecutorId;
  readonly version = `tfjs ${tf.version_core}`;

  constructor(
    private readonly backend: TfjsBackend,
    readonly threads: number,
  ) {
    this.id = IDS[backend];
  }

  training(loss: LossFunction, parameters: ParameterStore): TrainingStep {
    return {
      run: async (inputs) => this.compute(() => eagerTrainingStep(loss, parameters, inputs)),
      dispose: () => {},
    };
  }

  forward(forward: ForwardFunction, parameters: ParameterStore): ForwardPass {
    return {
      run: async (inputs) => this.compute(() => eagerForwardPass(forward, parameters, inputs)),
      dispose: () => {},
    };
  }

  /** Nothing to free: no tensor outlives a call, and tfjs keeps its backend for the process. */
  async dispose(): Promise<void> {}

  private compute<T>(work: () => T): T {
    activateBackend(this.backend);
    return withNamedKernelErrors(this.id, work);
  }
}

function eagerForwardPass(forward: ForwardFunction, store: ParameterStore, inputs: HostTensors): HostTensors {
  let outputs: HostTensors = {};
  tf.tidy(() => {
    outputs = toHostTensors(forward(parameterTensors(store), toTensors(inputs)));
  });
  return outputs;
}

/**
 * @returns an executor whose backend is initialised
 * @throws Error when the backend cannot be initialised (tfjs-node without its native part)
 */
export async function createEagerExecutor({ backend, threads = 1 }: EagerExecutorOptions): Promise<Executor> {
  await loadBackend(backend, threads);
  return new EagerExecutor(backend, backend === 'tensorflow' ? threads : 1);
}
