/**
 * 1 - mean cosine of different rows: 0 when all states point the same way, about 1 when they are unrelated.
 * @param values [rows * width]
 * @returns 1 for fewer than two rows
 */
export function smoothness(values: Float32Array, width: number): number {
  const rows = values.length / width;
  if (rows < 2) return 1;
  // The mean over pairs follows from the sum of the unit vectors: |sum|^2 = rows + sum over pairs of their cosines.
  const sum = new Float64Array(width);
  let units = 0;
  for (let row = 0; row < rows; row += 1) {
    const state = values.subarray(row * width, (row + 1) * width);
    const length = Math.sqrt(state.reduce((total, value) => total + value * value, 0));
    if (length === 0) continue;
    units += 1;
    state.forEach((value, column) => {
      sum[column]! += value / length;
    });
  }
  const square = sum.reduce((total, value) => total + value * value, 0);
  return 1 - (square - units) / (rows * (rows - 1));
}
