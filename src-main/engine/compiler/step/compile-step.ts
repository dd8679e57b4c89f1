import { createHash } from 'node:crypto';
import type { ForwardFunction, LossFunction } from '../../backend/executor';
import { elementCount } from '../../backend/host-tensor';
import type { ParameterSlot } from '../../backend/parameter-store';
import type { LoweredDataType, LoweredGraph, LoweredValue } from '../lowering/lowered-graph';
import { lowerGraph, type LoweringOverrides } from '../lowering/lower-graph';
import { assertSameTrace } from '../trace/compare-traces';
import { nodeLine, type LineFinder } from '../trace/node-line';
import { traceFunction, type TraceOptions, type TraceableFunction } from '../trace/trace-function';
import type { TracedGraph } from '../trace/traced-graph';
import { indexBounds, type IndexBound } from './index-bounds';
import type { StepSignature } from './signature';
import { encodeStages, type Staging } from './stages';
import { stepInputs, stepTensors, type ParameterPassing } from './parameter-passing';
import { outputIds, trainingFunction } from './training-function';

/** A step that can be traced again: for the first time, and to check later that it still is the same step. */
export interface StepSource {
  readonly kind: 'training' | 'forward';
  readonly passing: ParameterPassing;
  readonly slots: readonly ParameterSlot[];
  /** Source text of the model's function: part of the identity of a step on disk. */
  readonly code: string;
  /** Whether operations of the domain `host` may appear: the executor must compute them. */
  readonly usesHostOperations: boolean;
  trace(signature: StepSignature, options?: TraceOptions): TracedGraph;
}

/** A traced and lowered step, ready for an executor. */
export interface CompiledStep {
  readonly trace: TracedGraph;
  readonly graph: LoweredGraph;
  readonly bounds: readonly IndexBound[];
}

/** What an executor must know of an encoded step besides its bytes; plain JSON, it is cached beside them. */
export interface StepManifest {
  /** SHA-256 of the model's bytes, hexadecimal. */
  readonly hash: string;
  readonly inputs: readonly LoweredValue[];
  readonly outputs: readonly LoweredValue[];
  readonly bounds: readonly IndexBound[];
  readonly computed: ComputedBytes;
  /** Where the bytes are several models with operations of the executor between them. */
  readonly staging?: Staging;
}

/** How much memory the values take that a step computes; in bytes, as if none took the place of another. */
export interface ComputedBytes {
  readonly total: number;
  readonly largest: number;
}

/** A compiled step as an ONNX model. */
export interface EncodedStep {
  readonly bytes: Uint8Array;
  readonly manifest: StepManifest;
}

/** Who computes fused operations: the executor, or its library in a composed form. */
type HostOperationChoice = Pick<StepSource, 'usesHostOperations'>;
const COMPOSED: HostOperationChoice = { usesHostOperations: false };

export function trainingSource(
  loss: LossFunction,
  slots: readonly ParameterSlot[],
  passing: ParameterPassing,
  { usesHostOperations }: HostOperationChoice = COMPOSED,
): StepSource {
  return {
    kind: 'training',
    passing,
    slots,
    usesHostOperations,
    code: loss.toString(),
    trace: (signature, options) =>
      traceFunction(trainingFunction(loss, slots, signature, passing), stepInputs(slots, signature, passing), {
        ...options,
        usesHostOperations,
      }),
  };
}

/** Parameters enter a forward pass one by one: there are no gradients to write, and large batches hide the calls. */
export function forwardSource(
  forward: ForwardFunction,
  slots: readonly ParameterSlot[],
  { usesHostOperations }: HostOperationChoice = COMPOSED,
): StepSource {
  const passing = 'separate';
  const traced =
    (signature: StepSignature): TraceableFunction =>
    (fed, scope) => {
      const { parameters, inputs } = stepTensors(slots, signature, passing, fed);
      return outputIds(forward(parameters, inputs), scope);
    };
  return {
    kind: 'forward',
    passing,
    slots,
    usesHostOperations,
    code: forward.toString(),
    trace: (signature, options) =>
      traceFunction(traced(signature), stepInputs(slots, signature, passing), { ...options, usesHostOperations }),
  };
}

/**
 * Traces a step twice, compares the traces, and lowers it.
 * @throws NonDeterministicTraceError when the traces differ
 * @throws HostReadInStepError, KernelNotSupportedError, TraceFailedError as {@link traceFunction} and {@link lowerGraph} do
 */
export function compileStep(
  source: StepSource,
  signature: StepSignature,
  overrides: LoweringOverrides = {},
): CompiledStep {
  const trace = source.trace(signature);
  const lineOf = lineFinder(source, signature);
  assertSameTrace(trace, source.trace(signature), lineOf);
  return { trace, graph: lowerGraph(trace, { overrides, lineOf }), bounds: indexBounds(trace) };
}

/** @returns what finds lines by tracing the step once more */
export function lineFinder(source: StepSource, signature: StepSignature): LineFinder {
  return (nodeIndex) => nodeLine(source.trace(signature, { keepsCallSites: true }), nodeIndex);
}

/** @returns the step as an ONNX model and what is to be known of it */
export function encodeStep({ graph, bounds }: Pick<CompiledStep, 'graph' | 'bounds'>): EncodedStep {
  const { bytes, staging } = encodeStages(graph);
  const hash = createHash('sha256').update(bytes);
  if (staging) hash.update(JSON.stringify(staging));
  return {
    bytes,
    manifest: {
      hash: hash.digest('hex'),
      inputs: graph.inputs,
      outputs: graph.outputs,
      bounds,
      computed: computedBytes(graph),
      ...(staging && { staging }),
    },
  };
}

const ELEMENT_BYTES = { float32: 4, int32: 4, int64: 8, bool: 1 } satisfies Record<LoweredDataType, number>;

function computedBytes({ nodes, values }: LoweredGraph): ComputedBytes {
  const bytesOf = (name: string): number => {
    const { shape, dtype } = values.get(name)!;
    return elementCount(shape) * ELEMENT_BYTES[dtype];
  };
  const sizes = nodes.flatMap(({ outputs }) => outputs.map(bytesOf));
  return {
    total: sizes.reduce((sum, size) => sum + size, 0),
    largest: sizes.reduce((most, size) => Math.max(most, size), 0),
  };
}
