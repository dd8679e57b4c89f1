import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { LossFunction } from '../../../../src-main/engine/backend/executor';
import type { HostTensors } from '../../../../src-main/engine/backend/host-tensor';
import type { ParameterStore } from '../../../../src-main/engine/backend/parameter-store';

/** Loss, outputs and gradients (in the order of the store) of one step, computed eagerly by tfjs's cpu backend. */
export interface ReferenceResult {
  readonly loss: number;
  readonly outputs: Readonly<Record<string, Float32Array>>;
  readonly gradients: Float32Array;
}

/** The oracle of the parity tests: tfjs as published, without anything of the compiler. */
export function referenceStep(loss: LossFunction, store: ParameterStore, inputs: HostTensors): ReferenceResult {
  void tf.setBackend('cpu');
  return tf.tidy(() => {
    const batch = Object.fromEntries(
      Object.entries(inputs).map(([name, { data, shape, dtype }]) => [
        name,
        tf.tensor(data.slice(), [...shape], dtype),
      ]),
    );
    const tensor = (name: string, shape: readonly number[]) => tf.tensor(store.value(name).slice(), [...shape]);
    const parameters = Object.fromEntries(store.slots.map(({ name, shape }) => [name, tensor(name, shape)]));
    const trainable = store.slots.filter((slot) => slot.trainable);
    const outputs: Record<string, Float32Array> = {};
    const { value, grads } = tf.engine().gradients(
      () => {
        const result = loss(parameters, batch);
        for (const [name, output] of Object.entries(result.outputs))
          outputs[name] = Float32Array.from(output.dataSync());
        return result.loss;
      },
      trainable.map(({ name }) => parameters[name]!),
      undefined,
      true,
    );
    const gradients = new Float32Array(store.trainableLength);
    trainable.forEach(({ offset }, index) => {
      const gradient = grads[index];
      if (gradient) gradients.set(gradient.dataSync(), offset);
    });
    return { loss: value.dataSync()[0]!, outputs, gradients };
  });
}

/** Largest difference, relative to the largest magnitude of the expected values. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = 0;
  let magnitude = 0;
  for (let index = 0; index < expected.length; index++) {
    const gap = Math.abs(actual[index]! - expected[index]!);
    if (Number.isNaN(gap) && !Object.is(actual[index], expected[index])) return Infinity;
    if (!Number.isNaN(gap)) difference = Math.max(difference, gap);
    magnitude = Math.max(magnitude, Math.abs(expected[index]!));
  }
  return difference / (magnitude + 1e-12);
}

/**
 * Each parameter's gradient agrees relative to its own largest element, with an allowance relative to the largest of all:
 * gradients that cancel exactly (a bias before a softmax) are rounding noise on both sides.
 * @param loss adds the rounding of a sum of that size: the bias of a list's scores cancels over terms as large as its loss
 */
export function expectSameGradients(store: ParameterStore, expected: Float32Array, loss = 0): void {
  const magnitude = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const { name, offset, length } of store.slots) {
    const wanted = expected.subarray(offset, offset + length);
    const difference = store.gradient(name).map((value, at) => value - wanted[at]!);
    const allowed = 1e-5 * magnitude(wanted) + 5e-6 * magnitude(expected) + 2 ** -24 * Math.abs(loss);
    expect(magnitude(difference), name).toBeLessThanOrEqual(allowed);
  }
}
