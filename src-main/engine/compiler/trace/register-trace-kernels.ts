import { engine, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { KernelNotSupportedError } from '#contract/errors/compiler-errors';
import { VariantNotLoweredError, type KernelRule } from '../kernels/kernel-rule';
import { HOST_RULES } from '../kernels/edge-attention';
import { KERNEL_RULES } from '../kernels/registry';
import { modelLineOf } from './model-line';
import { TRACE_BACKEND, TraceBackend } from './trace-backend';
import type { KernelAttributes, TensorSpec } from './traced-graph';

let isRegistered = false;

/** Registers the shape rules with tfjs, once a process; the backend itself comes and goes with each trace. */
export function registerTraceKernels(): void {
  if (isRegistered) return;
  isRegistered = true;
  for (const [kernelName, rule] of Object.entries(KERNEL_RULES)) registerRule(kernelName, rule);
}

/** Calls a function while models find the operations that an executor computes itself. */
export function withHostKernels<Result>(run: () => Result): Result {
  const rules = Object.entries(HOST_RULES);
  for (const [kernelName, rule] of rules) registerRule(kernelName, rule);
  try {
    return run();
  } finally {
    for (const [kernelName] of rules) unregisterKernel(kernelName, TRACE_BACKEND);
  }
}

function registerRule(kernelName: string, rule: KernelRule): void {
  registerKernel({
    kernelName,
    backendName: TRACE_BACKEND,
    kernelFunc: ({ inputs, attrs }) => recordCall(kernelName, rule, inputs, { ...attrs }),
  });
}

function shapesOf(
  kernelName: string,
  rule: KernelRule,
  inputs: readonly TensorSpec[],
  attributes: KernelAttributes,
): readonly TensorSpec[] {
  try {
    return rule.shapes(inputs, attributes);
  } catch (error) {
    if (!(error instanceof VariantNotLoweredError)) throw error;
    throw new KernelNotSupportedError(kernelName, modelLineOf(error), error.variant);
  }
}

function recordCall(
  kernelName: string,
  rule: KernelRule,
  inputs: NamedTensorInfoMap,
  attributes: KernelAttributes,
): TensorInfo | TensorInfo[] {
  const backend = engine().backend;
  if (!(backend instanceof TraceBackend)) throw new Error('Trace kernels run on the trace backend only.');
  const infos = rule.inputs === 'variadic' ? Object.values(inputs) : rule.inputs.map((name) => inputs[name]);
  const values = infos.filter((info) => info !== undefined).map((info) => backend.recorded(info));
  const outputs = backend.recorder.call(kernelName, values, attributes, shapesOf(kernelName, rule, values, attributes));
  const adopted = outputs.map((value) => backend.adopt(value));
  return rule.hasManyOutputs ? adopted : adopted[0]!;
}
