import { GLOBAL_FEATURES } from '../observation/observation-layout';

const INPUTS = GLOBAL_FEATURES.length;

/** A weight for each global feature of the observation, then the bias. */
export const VALUE_WEIGHTS = INPUTS + 1;

/**
 * @param weights float64 [17]
 * @param globals float32, a row of 16 from `at` on; the final observation of an episode has them too
 * @returns value of a state
 */
export function linearValue(weights: Float64Array, globals: Float32Array, at: number): number {
  let sum = weights[INPUTS]!;
  for (let i = 0; i < INPUTS; i++) sum += weights[i]! * globals[at + i]!;
  return sum;
}

/** Adds the gradient of the weights when the gradient of the value is known. */
export function addValueGradient(slope: number, globals: Float32Array, at: number, gradient: Float64Array): void {
  for (let i = 0; i < INPUTS; i++) gradient[i]! += slope * globals[at + i]!;
  gradient[INPUTS]! += slope;
}
