import { concat, engine, reshape, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { TraceFailedError } from '#contract/errors/compiler-errors';
import type { LossFunction } from '../../backend/executor';
import type { ParameterSlot } from '../../backend/parameter-store';
import type { TraceScope, TraceableFunction } from '../trace/trace-function';
import { stepTensors, type ParameterPassing } from './parameter-passing';
import type { StepSignature } from './signature';
import { stepValue } from './step-values';

/** The traceable form of a training step: loss, the model's outputs and the gradient of every trainable parameter. */
export function trainingFunction(
  loss: LossFunction,
  slots: readonly ParameterSlot[],
  signature: StepSignature,
  passing: ParameterPassing,
): TraceableFunction {
  return (fed, scope) => {
    const { parameters, inputs } = stepTensors(slots, signature, passing, fed);
    const trainable = slots.filter((slot) => slot.trainable);
    let outputs: Record<string, number> = {};
    const forward = (): Tensor => {
      const result = loss(parameters, inputs);
      assertScalar(result.loss);
      // Ids are taken here: tfjs disposes of everything but the loss when the forward part ends.
      outputs = outputIds(result.outputs, scope);
      return result.loss;
    };
    const { value, grads } = engine().gradients(
      forward,
      trainable.map(({ name }) => parameters[name]!),
      undefined,
      true,
    );
    const gradients = trainable.map(({ shape }, index) => grads[index] ?? zeros([...shape]));
    return {
      [stepValue.loss]: scope.valueIdOf(value),
      ...outputs,
      ...gradientIds(trainable, gradients, passing, scope),
    };
  };
}

/** @returns the ids of a model's outputs under the names they have in the step */
export function outputIds(outputs: Readonly<Record<string, Tensor>>, scope: TraceScope): Record<string, number> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, tensor]) => [stepValue.output(name), scope.valueIdOf(tensor)]),
  );
}

function gradientIds(
  trainable: readonly ParameterSlot[],
  gradients: readonly Tensor[],
  passing: ParameterPassing,
  scope: TraceScope,
): Record<string, number> {
  if (passing === 'vector') {
    const flat = gradients.map((gradient, index) => reshape(gradient, [trainable[index]!.length]));
    return { [stepValue.gradientVector]: scope.valueIdOf(flat.length === 1 ? flat[0]! : concat(flat)) };
  }
  return Object.fromEntries(
    trainable.map(({ name }, index) => [stepValue.gradient(name), scope.valueIdOf(gradients[index]!)]),
  );
}

function assertScalar(loss: Tensor): void {
  if (loss.rank === 0 && loss.dtype === 'float32') return;
  const received = `the loss is ${loss.dtype} [${loss.shape.join(', ')}], it must be a float32 scalar`;
  throw new TraceFailedError(received, undefined, undefined);
}
