import { DataStorage, KernelBackend, engine } from '@tensorflow/tfjs-core';
import type { BackendValues, DataId, DataType, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { HostReadInStepError, KernelNotSupportedError } from '#contract/errors/compiler-errors';
import type { HostData } from '../../backend/host-tensor';
import { captureCallSite, modelLineOf } from './model-line';
import { Recorder } from './recorder';
import type { TensorSpec, TracedDataType, TracedValue } from './traced-graph';

/** Name under which the backend is registered with tfjs while a trace runs. */
export const TRACE_BACKEND = 'trace';

/** A tensor on the trace backend: a value of this trace, or numbers that become one when an operation first uses them. */
interface Constant extends TensorSpec {
  readonly values: HostData;
}
type Entry = { readonly value: TracedValue } | { readonly constant: Constant };

/**
 * A tfjs backend that computes nothing: its kernels apply shape rules and record the call. tfjs's own autodiff runs on
 * top of it unchanged. One instance serves one trace.
 */
export class TraceBackend extends KernelBackend {
  readonly recorder: Recorder;
  /** Tensors of other backends that the model's code captured; they are given back when the trace ends. */
  readonly moved = new Set<DataId>();
  private readonly entries = new DataStorage<Entry>(this, engine());

  /** @param keepsCallSites whether nodes remember the stack they were called from */
  constructor(keepsCallSites: boolean) {
    super();
    this.recorder = new Recorder(keepsCallSites);
  }

  /** A fed-in value as the tensor that the model's function receives. */
  input(name: string, spec: TensorSpec): Tensor {
    const info = this.adopt(this.recorder.input(name, spec));
    return engine().makeTensorFromTensorInfo(info, this);
  }

  /** The tensor handle of a recorded value. */
  adopt(value: TracedValue): TensorInfo {
    const dataId = {};
    this.entries.set(dataId, { value });
    return { dataId, shape: value.shape.slice(), dtype: value.dtype };
  }

  /** @returns the recorded value behind a tensor; constants are recorded at their first use */
  recorded(tensor: TensorInfo): TracedValue {
    const entry = this.entries.get(tensor.dataId);
    if ('value' in entry) return entry.value;
    const value = this.recorder.constant(entry.constant.values, entry.constant);
    this.entries.set(tensor.dataId, { value });
    return value;
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    const dataId = {};
    this.entries.set(dataId, { constant: { values: hostData(values, dtype), shape, dtype: tracedType(dtype) } });
    return dataId;
  }

  override move(dataId: DataId, values: BackendValues, shape: number[], dtype: DataType): void {
    this.entries.set(dataId, { constant: { values: hostData(values, dtype), shape, dtype: tracedType(dtype) } });
    this.moved.add(dataId);
  }

  override readSync(dataId: object): HostData {
    const entry = this.entries.get(dataId);
    if ('constant' in entry) return entry.constant.values;
    if (entry.value.kind === 'constant') return entry.value.values;
    throw this.refuseRead(entry.value);
  }

  override read(dataId: object): Promise<HostData> {
    return Promise.resolve(this.readSync(dataId));
  }

  override disposeData(dataId: object): boolean {
    if (this.entries.has(dataId)) this.entries.delete(dataId);
    this.moved.delete(dataId);
    return true;
  }

  override numDataIds(): number {
    return this.entries.numDataIds();
  }

  // Kernels never share a data id between tensors here, so there is nothing to count.
  override refCount(): number {
    return 1;
  }
  override incRef(): void {}
  decRef(): void {}

  override floatPrecision(): 32 {
    return 32;
  }
  override epsilon(): number {
    return 1e-7;
  }
  override timerAvailable(): boolean {
    return false;
  }
  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }
  override dispose(): void {}

  private refuseRead(value: TracedValue): HostReadInStepError {
    const source = value.kind === 'result' ? `the result of ${value.node.kernel}` : describeSource(value);
    const error = new HostReadInStepError(source, value.shape, modelLineOf(captureCallSite()));
    this.recorder.failure ??= error;
    return error;
  }
}

const describeSource = (value: TracedValue): string => (value.kind === 'input' ? value.name : 'a constant');

function tracedType(dtype: DataType): TracedDataType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new KernelNotSupportedError('tensor', modelLineOf(captureCallSite()), `element type ${dtype}`);
}

function hostData(values: BackendValues, dtype: DataType): HostData {
  if (values instanceof Float32Array || values instanceof Int32Array) return values;
  if (values instanceof Uint8Array || values instanceof Uint8ClampedArray) return Uint8Array.from(values);
  throw new KernelNotSupportedError('tensor', modelLineOf(captureCallSite()), `element type ${dtype}`);
}
