import { add, erf, matMul, mean, mul, rsqrt, square, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../../backend/executor';

/** x [..., inputs] times `<name>.weight` plus `<name>.bias`. */
export const linear = (parameters: NamedTensors, name: string, x: Tensor): Tensor =>
  add(matMul(x, parameters[`${name}.weight`]!), parameters[`${name}.bias`]!);

/** Layer norm over the last axis, epsilon 1e-5. */
export function layerNorm(parameters: NamedTensors, name: string, x: Tensor): Tensor {
  const centred = sub(x, mean(x, -1, true));
  const variance = mean(square(centred), -1, true);
  const normalised = mul(centred, rsqrt(add(variance, 1e-5)));
  return add(mul(normalised, parameters[`${name}.scale`]!), parameters[`${name}.offset`]!);
}

/** Exact gelu, by the error function. */
export const gelu = (x: Tensor): Tensor => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1));
