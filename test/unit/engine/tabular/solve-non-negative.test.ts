import { expect, it } from 'vitest';
import { randomStream } from '../../../../src-main/engine/random/random-stream';
import { solveNonNegative } from '../../../../src-main/engine/tabular/solve-non-negative';
import { solvePositiveDefinite } from '../../../../src-main/engine/tabular/solve-positive-definite';

it('is the plain solution where that has no negative number', () => {
  // 2 x + y = 4, x + 3 y = 7.
  const solution = solveNonNegative(Float64Array.of(2, 1, 1, 3), Float64Array.of(4, 7));
  [1, 2].forEach((value, index) => expect(solution[index]).toBeCloseTo(value, 12));
});

it('leaves out what would be negative, and solves the rest without it', () => {
  // Unconstrained: x = 10 / 11, y = -7 / 11. With y = 0: 4 x = 3.
  const solution = solveNonNegative(Float64Array.of(4, 1, 1, 3), Float64Array.of(3, -1));
  expect([...solution]).toEqual([0.75, 0]);
  expect([...solveNonNegative(Float64Array.of(2, 1, 1, 3), Float64Array.of(-3, -1))]).toEqual([0, 0]);
});

it('is the best of all choices of numbers that are not 0', () => {
  const stream = randomStream(2, 'test.non-negative');
  const size = 5;
  for (let trial = 0; trial < 50; trial++) {
    // A = B'B + I / 10 of neighbours that are much alike, as members of an ensemble are.
    const common = Array.from({ length: 8 }, () => 3 * stream.normal());
    const columns = Array.from({ length: size }, () => common.map((value) => value + stream.normal()));
    const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    const matrix = Float64Array.from(
      columns.flatMap((a, row) => columns.map((b, column) => dot(a, b) + (row === column ? 0.1 : 0))),
    );
    const target = common.map((value) => value + 2 * stream.normal());
    const right = Float64Array.from(columns, (column) => dot(column, target));
    const lossOf = (x: ArrayLike<number>): number => {
      let loss = 0;
      for (let row = 0; row < size; row++) {
        loss -= right[row]! * x[row]!;
        for (let column = 0; column < size; column++) loss += (x[row]! * matrix[row * size + column]! * x[column]!) / 2;
      }
      return loss;
    };
    let least = 0;
    for (let choice = 1; choice < 1 << size; choice++) {
      const free = [0, 1, 2, 3, 4].filter((index) => (choice >> index) & 1);
      const part = Float64Array.from(free.flatMap((row) => free.map((column) => matrix[row * size + column]!)));
      const solved = solvePositiveDefinite(part, Float64Array.from(free, (index) => right[index]!)); // prettier-ignore
      if (solved.some((value) => value < 0)) continue;
      const whole = new Float64Array(size);
      free.forEach((index, place) => (whole[index] = solved[place]!));
      least = Math.min(least, lossOf(whole));
    }
    const solution = solveNonNegative(matrix, right);
    expect(Math.min(...solution)).toBeGreaterThanOrEqual(0);
    expect(lossOf(solution)).toBeCloseTo(least, 8);
  }
});
