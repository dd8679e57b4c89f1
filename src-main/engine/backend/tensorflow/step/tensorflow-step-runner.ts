import { CompiledStepFailedError } from '#contract/errors/compiler-errors';
import { compileStep, lineFinder, type CompiledStep, type StepSource } from '../../../compiler/step/compile-step';
import { assertIndicesInRange, type IndexBound } from '../../../compiler/step/index-bounds';
import { assertWellFormed, signatureKey, signatureOf } from '../../../compiler/step/signature';
import { SharedCompilation } from '../../../compiler/step/shared-compilation';
import { SignatureCache, type WarningListener } from '../../../compiler/step/signature-cache';
import { stepValue } from '../../../compiler/step/step-values';
import { isVerificationDue } from '../../../compiler/step/verification';
import { assertSameTrace } from '../../../compiler/trace/compare-traces';
import type { TracedGraph } from '../../../compiler/trace/traced-graph';
import { zeroTensor, type HostTensor, type HostTensors } from '../../host-tensor';
import { CHANNELS_LAST_CONVOLUTIONS } from '../conversion/channels-last-convolution';
import type { TensorFlowProcess } from '../native/eager-context';
import type { FunctionPool } from './function-pool';
import { LoadedStep, type StepBuffers } from './loaded-step';

const LIBRARY = 'TensorFlow';

/** A step compiled for one signature. */
interface CachedStep {
  readonly step: LoadedStep;
  readonly trace: TracedGraph;
  readonly bounds: readonly IndexBound[];
  /** Calls so far. */
  calls: number;
}

/** Buffers that are the same at every step: parameters to read, gradients to write. */
export interface FixedBuffers {
  readonly inputs: StepBuffers;
  readonly outputs: StepBuffers;
}

/** Where a step runs. */
export interface StepLane {
  /** Whether it leaves this thread free; steps beside each other share what they are compiled to. */
  readonly isBeside: boolean;
  readonly compilation: SharedCompilation<CompiledStep>;
}

const ALONE = (): StepLane => ({ isBeside: false, compilation: new SharedCompilation() });

/** Compiles a step for each signature it meets and runs it as a TensorFlow function. */
export class TensorFlowStepRunner {
  private readonly cache: SignatureCache<CachedStep>;

  constructor(
    private readonly source: StepSource,
    private readonly process: TensorFlowProcess,
    private readonly pool: FunctionPool,
    private readonly fixed: FixedBuffers,
    onWarning: WarningListener,
    private readonly lane: StepLane = ALONE(),
  ) {
    const unload = async ({ step }: CachedStep) => step.dispose();
    this.cache = new SignatureCache({ step: source.kind, onWarning, unload });
  }

  /**
   * Runs the step on one batch; the fixed outputs are written in place.
   * @returns the model's own outputs, freshly allocated
   * @throws the errors of compilation, GatherIndexError, BatchMismatchError, CompiledStepFailedError
   */
  async run(inputs: HostTensors): Promise<HostTensors> {
    const key = signatureKey(inputs);
    const cached = this.cache.find(key) ?? (await this.load(key, inputs));
    this.verify(cached, inputs);
    assertIndicesInRange(inputs, cached.bounds, (node) => lineFinder(this.source, signatureOf(inputs))(node));
    const outputs = newOutputs(cached.step);
    const buffers = { ...this.fixed.outputs, ...outputBuffers(outputs) };
    const fed = { ...this.fixed.inputs, ...batchBuffers(inputs) };
    if (this.lane.isBeside) await cached.step.runBeside(fed, buffers).catch(failAs('running the step'));
    else failingAs('running the step', () => cached.step.run(fed, buffers));
    return outputs;
  }

  dispose(): Promise<void> {
    return this.cache.clear();
  }

  private async load(key: string, inputs: HostTensors): Promise<CachedStep> {
    this.cache.admit(key);
    const { trace, graph, bounds } = this.lane.compilation.of(key, () =>
      compileStep(this.source, signatureOf(inputs), CHANNELS_LAST_CONVOLUTIONS),
    );
    const step = failingAs('loading the graph', () => new LoadedStep(this.process, graph, this.pool));
    const cached = { step, trace, bounds, calls: 0 };
    await this.cache.keep(key, cached);
    return cached;
  }

  private verify(cached: CachedStep, inputs: HostTensors): void {
    cached.calls++;
    // The lane of this thread runs the same step and verifies it.
    if (this.lane.isBeside || !isVerificationDue(cached.calls)) return;
    const signature = signatureOf(inputs);
    assertSameTrace(cached.trace, this.source.trace(signature), lineFinder(this.source, signature));
  }
}

type Phase = 'loading the graph' | 'running the step';

const failAs =
  (phase: Phase) =>
  (error: unknown): never => {
    throw new CompiledStepFailedError(LIBRARY, phase, error);
  };

function failingAs<Result>(phase: Phase, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    return failAs(phase)(error);
  }
}

function batchBuffers(inputs: HostTensors): StepBuffers {
  const buffers: Record<string, NodeJS.ArrayBufferView> = {};
  for (const name in inputs) {
    const tensor = inputs[name]!;
    assertWellFormed(name, tensor);
    buffers[stepValue.input(name)] = tensor.data;
  }
  return buffers;
}

const OUTPUT_PREFIX = stepValue.output('');

/** @returns tensors for the model's own outputs by the model's names */
function newOutputs({ outputs }: LoadedStep): Record<string, HostTensor> {
  const made: Record<string, HostTensor> = {};
  for (const { name, shape, dtype } of outputs) {
    if (!name.startsWith(OUTPUT_PREFIX)) continue;
    made[name.slice(OUTPUT_PREFIX.length)] = zeroTensor(dtype, shape);
  }
  return made;
}

const outputBuffers = (outputs: HostTensors): StepBuffers =>
  Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [stepValue.output(name), data]));
