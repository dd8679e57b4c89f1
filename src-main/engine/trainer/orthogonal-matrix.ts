/**
 * Makes the columns of a tall matrix (or the rows of a wide one) orthonormal in place, by modified Gram-Schmidt in float64 on the shorter
 * side. Normal entries come out as a draw from all such matrices alike.
 *
 * @param values float32 [rows, columns], row-major; independent normal entries
 * @see Saxe, McClelland and Ganguli (2014), https://arxiv.org/abs/1312.6120
 */
export function makeOrthogonal(values: Float32Array, rows: number, columns: number): void {
  const [count, length] = rows >= columns ? [columns, rows] : [rows, columns];
  const vectors = readVectors(values, rows, columns, count, length);
  for (let i = 0; i < count; i += 1) {
    const vector = vectors[i]!;
    for (let j = 0; j < i; j += 1) subtractProjection(vector, vectors[j]!);
    scale(vector, 1 / Math.sqrt(dot(vector, vector)));
  }
  writeVectors(values, vectors, rows, columns);
}

/** The vectors of the shorter side, each contiguous: columns of a tall matrix, rows of a wide one. */
function readVectors(values: Float32Array, rows: number, columns: number, count: number, length: number) {
  return Array.from({ length: count }, (_, i) =>
    Float64Array.from({ length }, (_unused, at) =>
      rows >= columns ? values[at * columns + i]! : values[i * columns + at]!,
    ),
  );
}

function writeVectors(values: Float32Array, vectors: readonly Float64Array[], rows: number, columns: number): void {
  vectors.forEach((vector, i) => {
    if (rows < columns) values.set(vector, i * columns);
    else for (let at = 0; at < rows; at += 1) values[at * columns + i] = vector[at]!;
  });
}

/** Four sums at a time: one would wait for the addition before it. */
function dot(a: Float64Array, b: Float64Array): number {
  const { length } = a;
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (; i < length; i += 1) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
}

function subtractProjection(vector: Float64Array, onto: Float64Array): void {
  const share = dot(vector, onto);
  for (let i = 0; i < vector.length; i += 1) vector[i] = vector[i]! - share * onto[i]!;
}

function scale(vector: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i += 1) vector[i] = vector[i]! * factor;
}
