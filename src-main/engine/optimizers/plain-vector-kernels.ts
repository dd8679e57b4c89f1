import { addTailAndCombine } from './partial-sums';
import type { AdamCoefficients, ElementRange, VectorKernels } from './vector-kernels';

const { fround, sqrt } = Math;

function sumOfSquares(vector: Float32Array): number {
  const sums = new Float64Array(8);
  const wholeRounds = vector.length - (vector.length % 8);
  for (let i = 0; i < wholeRounds; i++) {
    const value = vector[i]!;
    sums[i & 7]! += value * value;
  }
  return addTailAndCombine(sums, vector);
}

function scale(vector: Float32Array, factor: number): void {
  const factor32 = fround(factor);
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! * factor32;
}

function descend(values: Float32Array, gradients: Float32Array, { start, end }: ElementRange, rate: number): void {
  const rate32 = fround(rate);
  for (let i = start; i < end; i++) values[i] = values[i]! - fround(rate32 * gradients[i]!);
}

function descendWithMomentum(
  values: Float32Array,
  gradients: Float32Array,
  velocity: Float32Array,
  { start, end }: ElementRange,
  rate: number,
  momentum: number,
): void {
  const [rate32, momentum32] = [fround(rate), fround(momentum)];
  for (let i = start; i < end; i++) {
    const next = fround(fround(momentum32 * velocity[i]!) + gradients[i]!);
    velocity[i] = next;
    values[i] = values[i]! - fround(rate32 * next);
  }
}

function adam(
  values: Float32Array,
  gradients: Float32Array,
  firstMoment: Float32Array,
  secondMoment: Float32Array,
  { start, end }: ElementRange,
  coefficients: AdamCoefficients,
): void {
  const [firstDecay, firstWeight] = [fround(coefficients.firstDecay), fround(coefficients.firstWeight)];
  const [secondDecay, secondWeight] = [fround(coefficients.secondDecay), fround(coefficients.secondWeight)];
  const [stepSize, epsilon] = [fround(coefficients.stepSize), fround(coefficients.epsilon)];
  const retention = fround(coefficients.retention);
  for (let i = start; i < end; i++) {
    const gradient = gradients[i]!;
    const first = fround(fround(firstDecay * firstMoment[i]!) + fround(firstWeight * gradient));
    const second = fround(fround(secondDecay * secondMoment[i]!) + fround(secondWeight * fround(gradient * gradient)));
    firstMoment[i] = first;
    secondMoment[i] = second;
    const change = fround(fround(stepSize * first) / fround(fround(sqrt(second)) + epsilon));
    values[i] = fround(retention * values[i]!) - change;
  }
}

/**
 * The kernels in plain TypeScript, on ordinary buffers: the reference for the WebAssembly form and the choice where
 * speed does not matter. Rounding the float64 result of one float32 operation to float32 equals the float32 operation
 * (float64 has more than twice the digits plus two), which is why `Math.fround` reproduces SIMD bits.
 * @see Figueroa (1995), When is double rounding innocuous?, SIGNUM Newsletter 30(3)
 */
export const plainVectorKernels: VectorKernels = {
  id: 'plain',
  allocate: (length) => new Float32Array(length),
  sumOfSquares,
  scale,
  descend,
  descendWithMomentum,
  adam,
};
