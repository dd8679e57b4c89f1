/**
 * Makes the rows of a matrix (the columns, where they are fewer) orthonormal, in place: Gram-Schmidt, twice for each
 * vector, in double precision. From normal numbers this gives a matrix drawn evenly among all such (Haar measure).
 *
 * @param values row-major [rows, columns], of full rank
 */
export function orthonormalize(values: Float32Array, rows: number, columns: number): void {
  const isWide = rows <= columns;
  const [count, length] = isWide ? [rows, columns] : [columns, rows];
  const at = (vector: number, element: number): number =>
    isWide ? vector * columns + element : element * columns + vector;
  const vectors = Array.from({ length: count }, (_, vector) =>
    Float64Array.from({ length }, (_, element) => values[at(vector, element)]!),
  );
  vectors.forEach((vector, index) => {
    for (let pass = 0; pass < 2; pass += 1)
      for (let before = 0; before < index; before += 1) subtractProjection(vector, vectors[before]!);
    const norm = Math.sqrt(dot(vector, vector));
    for (let element = 0; element < length; element += 1) vector[element]! /= norm;
    for (let element = 0; element < length; element += 1) values[at(index, element)] = vector[element]!;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
  return sum;
}

function subtractProjection(vector: Float64Array, unit: Float64Array): void {
  const share = dot(vector, unit);
  for (let index = 0; index < vector.length; index += 1) vector[index]! -= share * unit[index]!;
}
