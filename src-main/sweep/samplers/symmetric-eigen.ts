/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations: slower than a tridiagonal form, exact to the
 * last digits, and 30 parameters take a millisecond.
 * @param matrix rows of a symmetric matrix; unchanged
 * @returns values, and vectors as the columns of `vectors`
 * @see Golub and Van Loan (2013), Matrix Computations, section 8.5
 */
export function symmetricEigen(matrix: readonly Float64Array[]): {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
} {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = a.map((_, row) => Float64Array.from({ length: size }, (_, column) => Number(row === column)));
  for (let sweep = 0; sweep < 60 && offDiagonal(a) > 1e-22; sweep += 1)
    for (let p = 0; p < size - 1; p += 1) for (let q = p + 1; q < size; q += 1) rotate(a, vectors, p, q);
  return { values: Float64Array.from(a, (row, index) => row[index]!), vectors };
}

/** @returns squares beside the diagonal, as a share of all */
function offDiagonal(a: readonly Float64Array[]): number {
  let beside = 0;
  let all = 0;
  a.forEach((row, i) =>
    row.forEach((value, j) => {
      all += value * value;
      if (i !== j) beside += value * value;
    }),
  );
  return all === 0 ? 0 : beside / all;
}

/** One rotation that makes a[p][q] zero. */
function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): void {
  const entry = a[p]![q]!;
  if (entry === 0) return;
  const ratio = (a[q]![q]! - a[p]![p]!) / (2 * entry);
  const tangent = Math.sign(ratio || 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  for (const row of a) {
    const [left, right] = [row[p]!, row[q]!];
    row[p] = cosine * left - sine * right;
    row[q] = sine * left + cosine * right;
  }
  const [upper, lower] = [a[p]!, a[q]!];
  for (let column = 0; column < upper.length; column += 1) {
    const [above, below] = [upper[column]!, lower[column]!];
    upper[column] = cosine * above - sine * below;
    lower[column] = sine * above + cosine * below;
  }
  for (const row of vectors) {
    const [left, right] = [row[p]!, row[q]!];
    row[p] = cosine * left - sine * right;
    row[q] = sine * left + cosine * right;
  }
}
