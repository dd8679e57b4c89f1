import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../backend/executor';
import type { Initializer, ModelParameter } from '../families/family';

export interface LinearOptions {
  /** Dotted path; the parameters are `<name>.weight` and `<name>.bias`. */
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly block: string;
  /** Default: uniform within 1 / sqrt(inputs), for the bias too (PyTorch's nn.Linear). */
  readonly weight?: Initializer;
  readonly bias?: Initializer;
}

/** @returns weight [inputs, outputs] and bias [outputs]; the bias is never decayed */
export function linearParameters({
  name,
  inputs,
  outputs,
  block,
  weight,
  bias,
}: LinearOptions): readonly ModelParameter[] {
  const usual: Initializer = { kind: 'uniform', bound: 1 / Math.sqrt(inputs) };
  return [
    {
      name: `${name}.weight`,
      shape: [inputs, outputs],
      trainable: true,
      decay: true,
      block,
      initializer: weight ?? usual,
    },
    { name: `${name}.bias`, shape: [outputs], trainable: true, decay: false, block, initializer: bias ?? usual },
  ];
}

/**
 * An affine map.
 *
 * @param parameters hold `<name>.weight` [inputs, outputs] and `<name>.bias` [outputs]
 * @param input float32 [rows, inputs]
 * @returns float32 [rows, outputs]; owned by the enclosing tidy
 */
export const linear = (parameters: NamedTensors, name: string, input: Tensor2D): Tensor2D =>
  tf.add(tf.matMul(input, parameters[`${name}.weight`] as Tensor2D), parameters[`${name}.bias`]!);
