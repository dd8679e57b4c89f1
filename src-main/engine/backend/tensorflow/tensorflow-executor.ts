import type { Parallel } from '#contract/config/engine';
import type { ExecutorId } from '#contract/ids';
import { forwardSource, trainingSource, type CompiledStep, type StepSource } from '../../compiler/step/compile-step';
import { assertFiniteBatch } from '../../compiler/step/finite-batch';
import { cheaperPassing, type ParameterPassing } from '../../compiler/step/parameter-passing';
import { SharedCompilation } from '../../compiler/step/shared-compilation';
import type { WarningListener } from '../../compiler/step/signature-cache';
import { stepValue } from '../../compiler/step/step-values';
import type { CutBatch } from '../batch-parts';
import type { Executor, ForwardFunction, ForwardPass, LossFunction, TrainingStep } from '../executor';
import type { HostTensors } from '../host-tensor';
import type { ParameterStore } from '../parameter-store';
import { PartsTrainingStep, type TrainingLane } from '../parts-training-step';
import { findDevice, startTensorFlow, type TensorFlowProcess } from './native/eager-context';
import { FunctionPool } from './step/function-pool';
import type { StepBuffers } from './step/loaded-step';
import { TensorFlowStepRunner, type FixedBuffers, type StepLane } from './step/tensorflow-step-runner';

/** How the executor is set up. */
export interface TensorFlowOptions {
  /** Folder that holds TensorFlow's library. */
  readonly library: string;
  /** Threads of a step, 1 or more; the same for every executor of a process. */
  readonly threads: number;
  /** What the threads share: each operation, or the batch where a model can cut it. */
  readonly parallel?: Parallel;
  /** Whether steps are compiled by XLA (`tensorflow-xla`) or run operation by operation (`tensorflow`). */
  readonly xla: boolean;
  /** End of a device's name, for example `GPU:0`; without it TensorFlow chooses. */
  readonly device?: string;
  /** Receives sentences for the log of the run; without it they become warnings of the process. */
  readonly onWarning?: WarningListener;
  /** Fixes how parameters are passed; without it the cheaper way for each model. For tests and measurements. */
  readonly passing?: ParameterPassing;
}

/**
 * Whole steps traced, lowered and run as one TensorFlow function through its C API. `run` blocks the thread, so it belongs
 * into a worker process; in Electron's main process TensorFlow crashes while it is loaded.
 * @throws TensorFlowLibraryMissingError, TensorFlowLibraryUnusableError for the folder
 * @throws TensorFlowAlreadyStartedError when this process already uses another folder or number of threads
 * @throws TensorFlowDeviceMissingError
 */
export async function createTensorFlowExecutor(options: TensorFlowOptions): Promise<Executor> {
  const { library, threads, parallel } = options;
  const start = parallel === 'batch' ? { operation: 1, functions: threads } : { operation: threads, functions: 1 };
  const process = await startTensorFlow(library, start);
  const device = options.device === undefined ? undefined : findDevice(process, options.device);
  return new TensorFlowExecutor(options, process, new FunctionPool(process, { isXla: options.xla, device }));
}

class TensorFlowExecutor implements Executor {
  readonly id: ExecutorId;
  readonly version: string;
  readonly threads: number;
  private readonly open = new Set<TensorFlowStepRunner>();

  constructor(
    private readonly options: TensorFlowOptions,
    private readonly tensorFlow: TensorFlowProcess,
    private readonly pool: FunctionPool,
  ) {
    this.id = options.xla ? 'tensorflow-xla' : 'tensorflow';
    this.version = tensorFlow.library.version;
    this.threads = options.threads;
  }

  training(loss: LossFunction, parameters: ParameterStore, cut?: CutBatch): TrainingStep {
    const passing = this.options.passing ?? cheaperPassing(parameters.slots);
    const source = trainingSource(loss, parameters.slots, passing);
    if (!cut || this.options.parallel !== 'batch') return this.trainingStep(source, parameters);
    const compilation = new SharedCompilation<CompiledStep>();
    const lane = (store: ParameterStore, isBeside: boolean): TrainingLane => ({
      store,
      step: this.trainingStep(source, store, { isBeside, compilation }),
    });
    const others = Array.from({ length: this.threads - 1 }, () => lane(parameters.withOwnGradients(), true));
    return new PartsTrainingStep([lane(parameters, false), ...others], cut);
  }

  forward(forward: ForwardFunction, parameters: ParameterStore): ForwardPass {
    const source = forwardSource(forward, parameters.slots);
    const runner = this.runner(source, { inputs: separateBuffers(parameters, () => true), outputs: {} });
    return { run: (inputs: HostTensors) => runner.run(inputs), dispose: () => this.close(runner) };
  }

  /** Frees every step; TensorFlow itself stays loaded with its threads until the process ends. */
  async dispose(): Promise<void> {
    for (const runner of this.open) await runner.dispose();
    this.open.clear();
    this.pool.dispose();
  }

  private trainingStep(source: StepSource, parameters: ParameterStore, lane?: StepLane): TrainingStep {
    const lossValue = new Float32Array(1);
    const { inputs, outputs } = trainingBuffers(parameters, source.passing);
    const fixed = { inputs, outputs: { ...outputs, [stepValue.loss]: lossValue } };
    const runner = this.runner(source, fixed, lane);
    return {
      run: async (batch) => {
        const outputs = await runner.run(batch);
        if (!Number.isFinite(lossValue[0])) assertFiniteBatch(batch);
        return { loss: lossValue[0]!, outputs };
      },
      dispose: () => this.close(runner),
    };
  }

  private runner(source: StepSource, fixed: FixedBuffers, lane?: StepLane): TensorFlowStepRunner {
    const onWarning = this.options.onWarning ?? ((message: string) => process.emitWarning(message));
    const runner = new TensorFlowStepRunner(source, this.tensorFlow, this.pool, fixed, onWarning, lane);
    this.open.add(runner);
    return runner;
  }

  private close(runner: TensorFlowStepRunner): void {
    if (this.open.delete(runner)) void runner.dispose();
  }
}

/** Views of the store's buffers: a step's parameters are copied from them and its gradients into them. */
function trainingBuffers(parameters: ParameterStore, passing: ParameterPassing): FixedBuffers {
  const { values, gradients, trainableLength, slots } = parameters;
  if (passing === 'vector') {
    return {
      inputs: {
        ...separateBuffers(parameters, (isTrainable) => !isTrainable),
        [stepValue.parameterVector]: values.subarray(0, trainableLength),
      },
      outputs: { [stepValue.gradientVector]: gradients },
    };
  }
  const trainable = slots.filter((slot) => slot.trainable);
  return {
    inputs: separateBuffers(parameters, () => true),
    outputs: Object.fromEntries(trainable.map(({ name }) => [stepValue.gradient(name), parameters.gradient(name)])),
  };
}

function separateBuffers(parameters: ParameterStore, isFed: (isTrainable: boolean) => boolean): StepBuffers {
  const fed = parameters.slots.filter(({ trainable }) => isFed(trainable));
  return Object.fromEntries(fed.map(({ name }) => [stepValue.parameter(name), parameters.value(name)]));
}
