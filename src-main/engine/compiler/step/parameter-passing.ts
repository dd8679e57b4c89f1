import { reshape, split } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ParameterSlot } from '../../backend/parameter-store';
import type { TensorSpec } from '../trace/traced-graph';
import type { StepSignature } from './signature';
import { stepValue } from './step-values';

/**
 * How trainable parameters enter a step and gradients leave it: one tensor each, or all in one vector. A tensor pair costs
 * 3.5 microseconds a call, a vector one copy of the parameters and one of the gradients.
 */
export type ParameterPassing = 'separate' | 'vector';

/** A memory copy moves about 10 bytes a nanosecond, so a tensor pair's 3,500 ns pay for 2 x 4 bytes of this many elements. */
const ELEMENTS_PER_TENSOR_PAIR = 4375;

/** @returns the cheaper way for a model's parameters */
export function cheaperPassing(slots: readonly ParameterSlot[]): ParameterPassing {
  const trainable = slots.filter((slot) => slot.trainable);
  const elements = trainable.reduce((sum, { length }) => sum + length, 0);
  return elements < (trainable.length - 1) * ELEMENTS_PER_TENSOR_PAIR ? 'vector' : 'separate';
}

/** @returns the specs of everything a step is fed: parameters by the way of passing, and the batch */
export function stepInputs(
  slots: readonly ParameterSlot[],
  signature: StepSignature,
  passing: ParameterPassing,
): Record<string, TensorSpec> {
  const separate = slots.filter((slot) => passing === 'separate' || !slot.trainable);
  const length = slots.reduce((sum, slot) => sum + (slot.trainable ? slot.length : 0), 0);
  const float = (shape: readonly number[]): TensorSpec => ({ shape, dtype: 'float32' });
  return {
    ...(passing === 'vector' ? { [stepValue.parameterVector]: float([length]) } : {}),
    ...Object.fromEntries(separate.map(({ name, shape }) => [stepValue.parameter(name), float(shape)])),
    ...Object.fromEntries(Object.entries(signature).map(([name, spec]) => [stepValue.input(name), spec])),
  };
}

/** Named tensors of a step: what the model's functions receive. */
export interface StepTensors {
  readonly parameters: Readonly<Record<string, Tensor>>;
  readonly inputs: Readonly<Record<string, Tensor>>;
}

/** @returns the parameters and the batch out of everything a step is fed */
export function stepTensors(
  slots: readonly ParameterSlot[],
  signature: StepSignature,
  passing: ParameterPassing,
  fed: Readonly<Record<string, Tensor>>,
): StepTensors {
  const trainable = passing === 'vector' ? cutVector(slots, fed[stepValue.parameterVector]!) : {};
  const separate = slots.filter((slot) => passing === 'separate' || !slot.trainable);
  return {
    parameters: {
      ...trainable,
      ...Object.fromEntries(separate.map(({ name }) => [name, fed[stepValue.parameter(name)]!])),
    },
    inputs: Object.fromEntries(Object.keys(signature).map((name) => [name, fed[stepValue.input(name)]!])),
  };
}

function cutVector(slots: readonly ParameterSlot[], vector: Tensor): Record<string, Tensor> {
  const trainable = slots.filter((slot) => slot.trainable);
  const parts =
    trainable.length === 1
      ? [vector]
      : split(
          vector,
          trainable.map(({ length }) => length),
        );
  return Object.fromEntries(trainable.map(({ name, shape }, index) => [name, reshape(parts[index]!, [...shape])]));
}
