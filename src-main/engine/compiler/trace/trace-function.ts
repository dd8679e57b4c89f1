import { engine, getBackend, removeBackend, registerBackend, setBackend, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { KernelNotSupportedError, TraceFailedError } from '#contract/errors/compiler-errors';
import { WorkbenchError } from '#contract/errors/workbench-error';
import { withCheaperGradients } from './cheaper-gradients';
import { FRAMES, modelLineOf } from './model-line';
import { registerTraceKernels, withHostKernels } from './register-trace-kernels';
import { TRACE_BACKEND, TraceBackend } from './trace-backend';
import type { TensorSpec, TracedGraph } from './traced-graph';

/** What a traced function may ask of the trace besides tfjs operations. */
export interface TraceScope {
  /** Value id of a tensor; for results that a tidy of the function's own is about to dispose of. */
  valueIdOf(tensor: Tensor): number;
}

/** A function of named tensors, and the ids of what it returns. */
export type TraceableFunction = (
  inputs: Readonly<Record<string, Tensor>>,
  scope: TraceScope,
) => Readonly<Record<string, number>>;

/** Whether a trace is to run or to explain. */
export interface TraceOptions {
  /** Nodes remember the stack they were called from, so that `nodeLine` finds the model's line. */
  readonly keepsCallSites?: boolean;
  /** The executor computes the operations of `HOST_RULES` itself; otherwise models compose them. */
  readonly usesHostOperations?: boolean;
}

/**
 * Runs a function once on the trace backend and returns what it did. tfjs's global state is as before afterwards: the
 * previous backend is active, gradients are tfjs's own, and tensors that the function captured are back where they were.
 *
 * @throws HostReadInStepError   when the function reads a value
 * @throws KernelNotSupportedError for an operation without a rule or a gradient
 * @throws TraceFailedError      for anything else the function throws
 */
export function traceFunction(
  traced: TraceableFunction,
  inputs: Readonly<Record<string, TensorSpec>>,
  { keepsCallSites = false, usesHostOperations = false }: TraceOptions = {},
): TracedGraph {
  registerTraceKernels();
  if (usesHostOperations) return withHostKernels(() => traceFunction(traced, inputs, { keepsCallSites }));
  return onTraceBackend(new TraceBackend(keepsCallSites), (backend) =>
    withCheaperGradients(() => {
      let graph: TracedGraph | undefined;
      tidy(() => {
        graph = record(backend, traced, inputs);
      });
      return graph!;
    }),
  );
}

function record(
  backend: TraceBackend,
  traced: TraceableFunction,
  inputs: Readonly<Record<string, TensorSpec>>,
): TracedGraph {
  const { recorder } = backend;
  const tensors = Object.fromEntries(Object.entries(inputs).map(([name, spec]) => [name, backend.input(name, spec)]));
  const valueIdOf = (tensor: Tensor): number => backend.recorded(tensor).id;
  const inputIds = Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, valueIdOf(tensor)]));
  const outputs = callModel(() => traced(tensors, { valueIdOf }));
  if (recorder.failure) throw recorder.failure;
  return { values: recorder.values, nodes: recorder.nodes, inputs: inputIds, outputs };
}

function onTraceBackend<Result>(backend: TraceBackend, run: (backend: TraceBackend) => Result): Result {
  const previous: string | undefined = getBackend();
  registerBackend(TRACE_BACKEND, () => backend, 0);
  // The factory is synchronous, and so is tfjs's switch: the promise only reports success.
  void setBackend(TRACE_BACKEND);
  try {
    return run(backend);
  } finally {
    if (previous) restore(previous, backend);
    removeBackend(TRACE_BACKEND);
  }
}

function restore(previous: string, backend: TraceBackend): void {
  void setBackend(previous);
  const home = engine().findBackend(previous);
  for (const dataId of [...backend.moved]) engine().moveData(home, dataId);
}

/** Runs the model's code and turns what tfjs throws into errors that name the line. */
function callModel<Result>(run: () => Result): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  try {
    return run();
  } catch (error) {
    if (error instanceof WorkbenchError || !(error instanceof Error)) throw error;
    const line = modelLineOf(error);
    const missing = /Kernel '(\w+)' not registered|registered kernel '(\w+)'/.exec(error.message);
    if (missing) throw new KernelNotSupportedError(missing[1] ?? missing[2] ?? '', line);
    const gradient = /gradient function not found for (\w+)/.exec(error.message);
    if (gradient) throw new KernelNotSupportedError(gradient[1] ?? '', line, 'a gradient');
    throw new TraceFailedError(error.message.replace(/\.$/, ''), line, error);
  } finally {
    Error.stackTraceLimit = limit;
  }
}
