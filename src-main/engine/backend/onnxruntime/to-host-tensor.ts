import type { OnnxValue } from 'onnxruntime-node';
import type { HostTensor } from '../host-tensor';

/** @returns a result of ONNX Runtime as the engine passes tensors; over the same memory */
export function toHostTensor({ type, dims, data }: OnnxValue): HostTensor {
  if (type === 'float32' && data instanceof Float32Array) return { dtype: type, shape: dims, data };
  if (type === 'int32' && data instanceof Int32Array) return { dtype: type, shape: dims, data };
  if (type === 'bool' && data instanceof Uint8Array) return { dtype: type, shape: dims, data };
  throw new RangeError(`A step gave an output of type ${type}.`);
}
