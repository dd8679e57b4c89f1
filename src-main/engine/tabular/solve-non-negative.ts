import { solvePositiveDefinite } from './solve-positive-definite';

/** Gradients below this share of the right side are rounding. */
const ROUNDING = 1e-12;

/**
 * The x that makes x' A x / 2 - b' x least among those without a negative number: numbers are let in one after another, the
 * one that lowers it fastest first, and those that would turn negative are sent back to 0.
 * @param matrix float64 [size, size], symmetric positive definite
 * @param right  float64 [size]
 * @see Lawson, Hanson (1974), Solving Least Squares Problems, algorithm NNLS (23.10)
 */
export function solveNonNegative(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const least = ROUNDING * right.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let solution: Float64Array = new Float64Array(size);
  let free: number[] = [];
  for (;;) {
    const gradients = gradientsOf(matrix, right, solution);
    const held = [...gradients.keys()].filter((index) => !free.includes(index) && gradients[index]! > least);
    if (held.length === 0) return solution;
    free.push(held.reduce((best, index) => (gradients[index]! > gradients[best]! ? index : best)));
    for (;;) {
      const wanted = solveFree(matrix, right, free);
      const negative = free.filter((index) => wanted[index]! <= 0);
      if (negative.length === 0) {
        solution = wanted;
        break;
      }
      solution = stepTowards(solution, wanted, negative);
      free = free.filter((index) => solution[index]! > 0);
    }
  }
}

/** @returns b - A x */
const gradientsOf = (matrix: Float64Array, right: Float64Array, solution: Float64Array): Float64Array =>
  right.map((value, row) =>
    solution.reduce((rest, x, column) => rest - matrix[row * right.length + column]! * x, value),
  );

/** @returns the solution in which all numbers but the free ones are 0 */
function solveFree(matrix: Float64Array, right: Float64Array, free: readonly number[]): Float64Array {
  const part = Float64Array.from(free.flatMap((row) => free.map((column) => matrix[row * right.length + column]!)));
  const solved = solvePositiveDefinite(
    part,
    Float64Array.from(free, (index) => right[index]!),
  );
  const whole = new Float64Array(right.length);
  free.forEach((index, place) => (whole[index] = solved[place]!));
  return whole;
}

/** @returns how far one may go until the first of the numbers that turn negative is 0, which it then is exactly */
function stepTowards(from: Float64Array, to: Float64Array, negative: readonly number[]): Float64Array {
  const shareOf = (index: number): number => from[index]! / (from[index]! - to[index]!);
  const first = negative.reduce((least, index) => (shareOf(index) < shareOf(least) ? index : least));
  const share = shareOf(first);
  return from.map((value, index) => (index === first ? 0 : Math.max(0, value + share * (to[index]! - value))));
}
