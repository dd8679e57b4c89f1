import * as tf from '@tensorflow/tfjs-core';
import type { ParameterStore } from '../parameter-store';

/**
 * The store's parameters as tensors on the current backend.
 * @returns owned by the surrounding `tf.tidy`; valid until the store changes, because the cpu backend shares its memory
 */
export function parameterTensors(store: ParameterStore): Record<string, tf.Tensor> {
  return Object.fromEntries(
    store.slots.map(({ name, shape }) => [name, tf.tensor(store.value(name), [...shape], 'float32')]),
  );
}
