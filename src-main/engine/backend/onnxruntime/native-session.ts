import { InferenceSession, Tensor, env } from 'onnxruntime-node';
import type { OnnxValue } from 'onnxruntime-node';
import type * as bindingModule from 'onnxruntime-node/dist/binding.js';
import { CompiledStepFailedError } from '#contract/errors/compiler-errors';
import type { HostData } from '../host-tensor';

/** Named tensors that a session reads, and those it writes; null asks it to allocate the result. */
export type Feeds = Readonly<Record<string, Tensor>>;
export type Fetches = Readonly<Record<string, Tensor | null>>;
export type Results = Readonly<Record<string, OnnxValue>>;

/** A loaded graph. `run` blocks the thread on the native binding and only formally waits on the public interface. */
export interface NativeSession {
  run(feeds: Feeds, fetches: Fetches): Results | Promise<Results>;
  dispose(): void | Promise<void>;
}

/** What a session is created with. */
export interface SessionOptions {
  readonly threads: number;
  /** Values lie in the memory of the process and go back to it after their last use, instead of in an arena of the session. */
  readonly sharesMemory: boolean;
}

export const ONNX_RUNTIME_VERSION: string = env.versions.node ?? env.versions.common;

type Binding = typeof bindingModule;

/**
 * The binding behind the public interface. The public `run` calls the same function from a `setImmediate` and checks and
 * copies its arguments first: 49 against 16 microseconds a call, while a step of a small model takes 80. It is not part of
 * the package's documented interface, so a version without it falls back to the public one: the same library, the same
 * numbers.
 */
let binding: Promise<Binding | undefined> | undefined;

function nativeBinding(): Promise<Binding | undefined> {
  binding ??= import('onnxruntime-node/dist/binding.js').then(
    (module: Binding) => {
      module.initOrt();
      return typeof module.binding.InferenceSession === 'function' ? module : undefined;
    },
    () => undefined,
  );
  return binding;
}

/**
 * Loads an ONNX model.
 * @throws CompiledStepFailedError when ONNX Runtime refuses it
 */
export async function createNativeSession(model: Uint8Array, options: SessionOptions): Promise<NativeSession> {
  const module = await nativeBinding();
  try {
    return module ? directSession(module, model, options) : await publicSession(model, options);
  } catch (error) {
    throw new CompiledStepFailedError('ONNX Runtime', 'loading the graph', error);
  }
}

/** @returns what ONNX Runtime is told of a session */
export const ortOptions = ({ threads, sharesMemory }: SessionOptions): InferenceSession.SessionOptions => ({
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  executionProviders: ['cpu'],
  // Its optimiser undoes the layouts chosen by the lowering and triples the time to load a graph.
  graphOptimizationLevel: 'disabled',
  enableCpuMemArena: !sharesMemory,
  // A pattern is one block for all values: without an arena it would come from the system anew in every run.
  enableMemPattern: !sharesMemory,
  logSeverityLevel: 3,
});

/** @returns a session of the native binding */
function directSession(module: Binding, model: Uint8Array, options: SessionOptions): NativeSession {
  const session = new module.binding.InferenceSession();
  // The binding takes an ArrayBuffer; protobuf's bytes are one already unless they came from a shared buffer.
  const bytes = model.buffer instanceof ArrayBuffer ? model : Uint8Array.from(model);
  session.loadModel(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength, ortOptions(options));
  return {
    run: (feeds, fetches) => session.run(feeds, fetches, {}),
    dispose: () => session.dispose(),
  };
}

/** @returns a session of the documented interface, for versions of the package without the binding we know */
export async function publicSession(model: Uint8Array, options: SessionOptions): Promise<NativeSession> {
  const session = await InferenceSession.create(model, ortOptions(options));
  return { run: (feeds, fetches) => session.run(feeds, fetches), dispose: () => session.release() };
}

/** @returns a tensor over the caller's memory, not a copy */
export function ortTensor(dtype: 'float32' | 'int32' | 'bool', data: HostData, shape: readonly number[]): Tensor {
  return new Tensor(dtype, data, shape);
}
