import { expect, it } from 'vitest';
import { plainRandomFiller } from '../../../../src-main/engine/random/plain-random-filler';
import { makeOrthogonal } from '../../../../src-main/engine/trainer/orthogonal-matrix';

function orthogonal(rows: number, columns: number): (row: number, column: number) => number {
  const values = new Float32Array(rows * columns);
  plainRandomFiller.fillNormal(values, { seed: 3, stream: 'matrix' });
  makeOrthogonal(values, rows, columns);
  return (row, column) => values[row * columns + column]!;
}

it.each([
  [7, 4],
  [64, 64],
  [323, 32],
])('gives a tall matrix %i x %i orthonormal columns', (rows, columns) => {
  const at = orthogonal(rows, columns);
  for (let a = 0; a < columns; a += 1) {
    for (let b = a; b < columns; b += 1) {
      let product = 0;
      for (let row = 0; row < rows; row += 1) product += at(row, a) * at(row, b);
      expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  }
});

it('gives a wide matrix orthonormal rows', () => {
  const at = orthogonal(3, 10);
  for (let a = 0; a < 3; a += 1) {
    for (let b = 0; b < 3; b += 1) {
      let product = 0;
      for (let column = 0; column < 10; column += 1) product += at(a, column) * at(b, column);
      expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  }
});
