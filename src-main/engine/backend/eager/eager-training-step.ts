import * as tf from '@tensorflow/tfjs-core';
import type { LossFunction, StepResult } from '../executor';
import type { HostTensors } from '../host-tensor';
import type { ParameterStore } from '../parameter-store';
import { parameterTensors } from './parameter-tensors';
import { toHostTensors, toTensors } from './tensor-conversion';

const trainableNames = (store: ParameterStore): readonly string[] =>
  store.slots.filter((slot) => slot.trainable).map((slot) => slot.name);

/** Writes one gradient into its place; a parameter that the loss does not reach has none, and gets zeros. */
function storeGradient(store: ParameterStore, name: string, gradient: tf.Tensor | null | undefined): void {
  if (gradient) store.gradient(name).set(gradient.dataSync<'float32'>());
  else store.gradient(name).fill(0);
}

/**
 * Loss, outputs and gradients of one batch by tfjs's own autodiff, on the current backend. Synchronous; leaves no tensor.
 * @returns loss and outputs; gradients go into `store.gradients`
 */
export function eagerTrainingStep(loss: LossFunction, store: ParameterStore, inputs: HostTensors): StepResult {
  let result: StepResult | undefined;
  tf.tidy(() => {
    const parameters = parameterTensors(store);
    const inputTensors = toTensors(inputs);
    const names = trainableNames(store);
    let outputs: HostTensors = {};
    // engine().gradients and not tf.grads: only it accepts parameters that the loss does not reach.
    const { value, grads } = tf.engine().gradients<tf.Scalar>(
      () => {
        const step = loss(parameters, inputTensors);
        // Read here: tensors made inside are gone when `gradients` returns.
        outputs = toHostTensors(step.outputs);
        return step.loss;
      },
      names.map((name) => parameters[name]!),
      undefined,
      true,
    );
    names.forEach((name, index) => storeGradient(store, name, grads[index]));
    result = { loss: value.dataSync<'float32'>()[0]!, outputs };
  });
  return result!;
}
