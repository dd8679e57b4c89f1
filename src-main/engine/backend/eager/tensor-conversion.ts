import * as tf from '@tensorflow/tfjs-core';
import type { HostData, HostTensor, HostTensors } from '../host-tensor';

/** @returns tensors on the current backend, owned by the surrounding `tf.tidy` */
export function toTensors(inputs: HostTensors): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape, dtype }]) => [name, tf.tensor(data, [...shape], dtype)]),
  );
}

const DTYPES: Readonly<Record<string, HostTensor['dtype']>> = { float32: 'float32', int32: 'int32', bool: 'bool' };

/**
 * Reads a tensor back; blocks until it is computed.
 * @throws RangeError for element types that no model may return, such as strings
 */
export function toHostTensor(tensor: tf.Tensor): HostTensor {
  const dtype = DTYPES[tensor.dtype];
  if (!dtype) throw new RangeError(`A model returned a tensor of type ${tensor.dtype}.`);
  // Copied: the cpu backend hands out its own buffer, which may be an input's.
  const data: HostData = tensor.dataSync<'float32'>().slice();
  return { dtype, shape: tensor.shape, data };
}

/** {@link toHostTensor} for each entry. */
export function toHostTensors(tensors: Readonly<Record<string, tf.Tensor>>): HostTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, toHostTensor(tensor)]));
}
