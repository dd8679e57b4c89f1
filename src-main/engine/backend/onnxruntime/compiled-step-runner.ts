import { BatchMismatchError, CompiledStepFailedError, StaleStepError } from '#contract/errors/compiler-errors';
import { assertIndicesInRange } from '../../compiler/step/index-bounds';
import { assertWellFormed, signatureKey, signatureOf, type StepSignature } from '../../compiler/step/signature';
import type { SharedCompilation } from '../../compiler/step/shared-compilation';
import { SignatureCache, type WarningListener } from '../../compiler/step/signature-cache';
import type { CompiledStepCache } from '../../compiler/step/compiled-step-cache';
import {
  compileStep,
  encodeStep,
  lineFinder,
  type EncodedStep,
  type StepManifest,
  type StepSource,
} from '../../compiler/step/compile-step';
import { isVerificationDue } from '../../compiler/step/verification';
import { stepValue } from '../../compiler/step/step-values';
import { assertSameTrace } from '../../compiler/trace/compare-traces';
import type { TracedGraph } from '../../compiler/trace/traced-graph';
import type { LoweredValue } from '../../compiler/lowering/lowered-graph';
import { zeroTensor, type HostTensors } from '../host-tensor';
import { ortTensor, type Feeds, type Fetches, type Results } from './native-session';
import type { SessionLease, SessionPool } from './session-pool';

/** What a step always feeds and fetches besides its batch; over memory of its own. */
export interface FixedTensors {
  readonly feeds: Feeds;
  readonly fetches: Fetches;
}

/** A step loaded for one signature. */
interface LoadedStep {
  readonly lease: SessionLease;
  readonly manifest: StepManifest;
  /** Absent for a step from disk, until the first verification. */
  readonly trace: TracedGraph | undefined;
  readonly feeds: Record<string, ReturnType<typeof ortTensor>>;
  readonly fetches: Fetches;
  /** Calls so far. */
  calls: number;
}

/** An encoded step, and its trace unless it came from disk. */
export type EncodedTrace = EncodedStep & { readonly trace: TracedGraph | undefined };

/** Where a step runs. */
export interface StepLane {
  /** Whether it leaves this thread free; steps beside each other share what they are compiled to. */
  readonly isBeside: boolean;
  readonly pool: SessionPool;
  readonly compilation: SharedCompilation<Promise<EncodedTrace>>;
}

/** Compiles a step for each signature it meets and runs it on ONNX Runtime. */
export class CompiledStepRunner {
  private readonly cache: SignatureCache<LoadedStep>;

  constructor(
    private readonly source: StepSource,
    private readonly lane: StepLane,
    private readonly fixed: FixedTensors,
    onWarning: WarningListener,
    private readonly disk?: CompiledStepCache,
  ) {
    const unload = ({ lease }: LoadedStep) => lease.release();
    this.cache = new SignatureCache({ step: source.kind, onWarning, unload });
  }

  /**
   * Runs the step on one batch.
   * @returns every output of the step by its name in the graph; those of the fixed fetches share their memory, and beside
   *   this thread all are overwritten by the next run
   * @throws the errors of compilation, GatherIndexError, BatchMismatchError, CompiledStepFailedError
   */
  async run(inputs: HostTensors): Promise<Results> {
    const key = signatureKey(inputs);
    const step = this.cache.find(key) ?? (await this.load(key, inputs));
    this.verify(step, inputs);
    assertIndicesInRange(inputs, step.manifest.bounds, (node) => lineFinder(this.source, signatureOf(inputs))(node));
    feedBatch(step.feeds, inputs);
    try {
      const results = step.lease.session.run(step.feeds, step.fetches);
      return results instanceof Promise ? await results : results;
    } catch (error) {
      throw new CompiledStepFailedError('ONNX Runtime', 'running the step', error);
    }
  }

  dispose(): Promise<void> {
    return this.cache.clear();
  }

  private async load(key: string, inputs: HostTensors): Promise<LoadedStep> {
    const signature = signatureOf(inputs);
    this.cache.admit(key);
    const { bytes, manifest, trace } = await this.lane.compilation.of(key, () => this.encoded(key, signature));
    const lease = await this.lane.pool.lease(bytes, manifest);
    const fetches = Object.fromEntries(
      manifest.outputs.map((output) => [output.name, this.fixed.fetches[output.name] ?? this.placeOf(output)]),
    );
    const step: LoadedStep = { lease, manifest, trace, feeds: { ...this.fixed.feeds }, fetches, calls: 0 };
    await this.cache.keep(key, step);
    return step;
  }

  /** On this thread ONNX Runtime allocates what has no place; another one writes into memory that is kept. */
  private placeOf({ dtype, shape }: LoweredValue): Fetches[string] {
    if (!this.lane.isBeside) return null;
    const place = zeroTensor(dtype, shape);
    return ortTensor(place.dtype, place.data, shape);
  }

  private async encoded(key: string, signature: StepSignature): Promise<EncodedTrace> {
    const name = this.disk?.key(this.source, key);
    const kept = name === undefined ? undefined : await this.disk?.read(name);
    if (kept) return { ...kept, trace: undefined };
    const compiled = compileStep(this.source, signature);
    const encoded = encodeStep(compiled);
    if (name !== undefined) await this.disk?.write(name, encoded);
    return { ...encoded, trace: compiled.trace };
  }

  private verify(step: LoadedStep, inputs: HostTensors): void {
    step.calls++;
    // The lane of this thread runs the same step and verifies it.
    if (this.lane.isBeside) return;
    if (!isVerificationDue(step.calls)) return;
    const signature = signatureOf(inputs);
    if (step.trace) {
      assertSameTrace(step.trace, this.source.trace(signature), lineFinder(this.source, signature));
      return;
    }
    const { manifest } = encodeStep(compileStep(this.source, signature));
    if (manifest.hash !== step.manifest.hash) throw new StaleStepError();
  }
}

/** Puts the batch into the feeds; a tensor over an array that was fed before is used again. */
function feedBatch(feeds: LoadedStep['feeds'], inputs: HostTensors): void {
  for (const name in inputs) {
    const tensor = inputs[name]!;
    const key = stepValue.input(name);
    if (feeds[key]?.data === tensor.data) continue;
    assertWellFormed(name, tensor);
    feeds[key] = ortTensor(tensor.dtype, tensor.data, tensor.shape);
  }
}

/** @returns a number output of a step. @throws BatchMismatchError never in practice: outputs are declared */
export function scalarResult(results: Results, name: string): number {
  const data = results[name]?.data;
  if (data instanceof Float32Array) return data[0]!;
  throw new BatchMismatchError(name, 'missing', 'a float32 scalar');
}
