import type { Parallel } from '#contract/config/engine';
import { CompiledStepCache, type StepCacheOptions } from '../../compiler/step/compiled-step-cache';
import { forwardSource, trainingSource, type StepSource } from '../../compiler/step/compile-step';
import { SharedCompilation } from '../../compiler/step/shared-compilation';
import type { WarningListener } from '../../compiler/step/signature-cache';
import { assertFiniteBatch } from '../../compiler/step/finite-batch';
import { stepValue } from '../../compiler/step/step-values';
import { cheaperPassing, type ParameterPassing } from '../../compiler/step/parameter-passing';
import type { CutBatch } from '../batch-parts';
import type { Executor, ForwardFunction, ForwardPass, LossFunction, StepResult, TrainingStep } from '../executor';
import type { HostTensor, HostTensors } from '../host-tensor';
import type { ParameterStore } from '../parameter-store';
import { PartsTrainingStep, type TrainingLane } from '../parts-training-step';
import { CompiledStepRunner, scalarResult, type FixedTensors, type StepLane } from './compiled-step-runner';
import { ONNX_RUNTIME_VERSION, ortTensor, type Results } from './native-session';
import { SessionPool } from './session-pool';
import { SessionThread } from './session-thread';
import { toHostTensor } from './to-host-tensor';

/** How the executor is set up. */
export interface OnnxRuntimeOptions {
  /** Threads inside one step, 1 or more. More pay only where cores are idle. */
  readonly threads: number;
  /** What the threads share: each operation, or the batch where a model can cut it. */
  readonly parallel?: Parallel;
  /** Receives sentences for the log of the run; without it they become warnings of the process. */
  readonly onWarning?: WarningListener;
  /** Keeps compiled steps on disk, so that a run of a known model starts without tracing it. */
  readonly cache?: StepCacheOptions;
  /** Fixes how parameters are passed; without it the cheaper way for each model. For tests and measurements. */
  readonly passing?: ParameterPassing;
}

/**
 * The default executor: whole steps traced, lowered to ONNX and run in one native call. `run` blocks the thread, so it
 * belongs into a worker process. Gradients are written into the parameter store by ONNX Runtime itself.
 */
export async function createOnnxRuntimeExecutor(options: OnnxRuntimeOptions): Promise<Executor> {
  return new OnnxRuntimeExecutor(options);
}

class OnnxRuntimeExecutor implements Executor {
  readonly id = 'onnxruntime';
  readonly version = ONNX_RUNTIME_VERSION;
  readonly threads: number;
  private readonly pool: SessionPool;
  private lanes: readonly SessionPool[] | undefined;
  private readonly open = new Set<CompiledStepRunner>();

  constructor(private readonly options: OnnxRuntimeOptions) {
    this.threads = options.threads;
    this.pool = new SessionPool(options.threads);
  }

  training(loss: LossFunction, parameters: ParameterStore, cut?: CutBatch): TrainingStep {
    const passing = this.options.passing ?? cheaperPassing(parameters.slots);
    const isShared = cut !== undefined && this.options.parallel === 'batch';
    // A session in a thread of its own has no operations of ours.
    const source = trainingSource(loss, parameters.slots, passing, { usesHostOperations: !isShared });
    if (!cut) return this.trainingStep(source, parameters, this.alone());
    const compilation: StepLane['compilation'] = new SharedCompilation();
    const lane = (store: ParameterStore, pool: SessionPool, isBeside: boolean): TrainingLane => ({
      store,
      step: this.trainingStep(source, store, { pool, isBeside, compilation }),
    });
    const [own, ...others] = this.options.parallel === 'batch' ? this.lanePools() : [this.pool];
    return new PartsTrainingStep(
      [lane(parameters, own!, false), ...others.map((pool) => lane(parameters.withOwnGradients(), pool, true))],
      cut,
    );
  }

  forward(forward: ForwardFunction, parameters: ParameterStore): ForwardPass {
    const feeds = separateFeeds(parameters, () => true);
    const runner = this.runner(
      forwardSource(forward, parameters.slots, { usesHostOperations: true }),
      { feeds, fetches: {} },
      this.alone(),
    );
    const run = async (inputs: HostTensors): Promise<HostTensors> => modelOutputs(await runner.run(inputs));
    return { run, dispose: () => this.close(runner) };
  }

  async dispose(): Promise<void> {
    for (const runner of this.open) await runner.dispose();
    this.open.clear();
  }

  private trainingStep(source: StepSource, parameters: ParameterStore, lane: StepLane): TrainingStep {
    const runner = this.runner(source, trainingTensors(parameters, source.passing), lane);
    const run = async (inputs: HostTensors): Promise<StepResult> => {
      const results = await runner.run(inputs);
      const value = scalarResult(results, stepValue.loss);
      if (!Number.isFinite(value)) assertFiniteBatch(inputs);
      return { loss: value, outputs: modelOutputs(results) };
    };
    return { run, dispose: () => this.close(runner) };
  }

  private alone(): StepLane {
    return { isBeside: false, pool: this.pool, compilation: new SharedCompilation() };
  }

  /** A pool a part, made when a batch is first shared: sessions of one thread each, the first on this thread. */
  private lanePools(): readonly SessionPool[] {
    this.lanes ??= Array.from({ length: this.threads }, (_, lane) => {
      if (lane === 0) return new SessionPool(1);
      const thread = new SessionThread();
      return new SessionPool(1, (model, options) => thread.open(model, options));
    });
    return this.lanes;
  }

  private runner(source: StepSource, fixed: FixedTensors, lane: StepLane): CompiledStepRunner {
    const { cache, onWarning = (message: string) => process.emitWarning(message) } = this.options;
    const disk = cache && new CompiledStepCache(cache, onWarning);
    const runner = new CompiledStepRunner(source, lane, fixed, onWarning, disk);
    this.open.add(runner);
    return runner;
  }

  private close(runner: CompiledStepRunner): void {
    if (this.open.delete(runner)) void runner.dispose();
  }
}

/** Views of the store's buffers: parameters are read from them and gradients written to them, nothing is copied here. */
function trainingTensors(parameters: ParameterStore, passing: ParameterPassing): FixedTensors {
  const { values, gradients, trainableLength, slots } = parameters;
  const loss = { [stepValue.loss]: ortTensor('float32', new Float32Array(1), []) };
  if (passing === 'vector') {
    const vector = ortTensor('float32', values.subarray(0, trainableLength), [trainableLength]);
    const gradient = ortTensor('float32', gradients, [trainableLength]);
    const buffers = separateFeeds(parameters, (isTrainable) => !isTrainable);
    return {
      feeds: { ...buffers, [stepValue.parameterVector]: vector },
      fetches: { ...loss, [stepValue.gradientVector]: gradient },
    };
  }
  const trainable = slots.filter((slot) => slot.trainable);
  const separate = Object.fromEntries(
    trainable.map(({ name, shape }) => [
      stepValue.gradient(name),
      ortTensor('float32', parameters.gradient(name), shape),
    ]),
  );
  return { feeds: separateFeeds(parameters, () => true), fetches: { ...loss, ...separate } };
}

function separateFeeds(parameters: ParameterStore, isFed: (isTrainable: boolean) => boolean): FixedTensors['feeds'] {
  return Object.fromEntries(
    parameters.slots
      .filter(({ trainable }) => isFed(trainable))
      .map(({ name, shape }) => [stepValue.parameter(name), ortTensor('float32', parameters.value(name), shape)]),
  );
}

/** The model's own outputs out of everything a step gives; freshly allocated, owned by the caller. */
function modelOutputs(results: Results): HostTensors {
  const prefix = stepValue.output('');
  const outputs: Record<string, HostTensor> = {};
  for (const name in results) {
    const value = results[name]!;
    if (name.startsWith(prefix)) outputs[name.slice(prefix.length)] = toHostTensor(value);
  }
  return outputs;
}
