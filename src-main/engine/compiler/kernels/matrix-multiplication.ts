import type { BatchMatMulAttrs } from '@tensorflow/tfjs-core';
import { materialized } from '../lowering/forms';
import { batchedProduct, matrixProduct } from '../lowering/matrix-product';
import { broadcastShapes } from '../lowering/shapes';
import { productTerm } from '../lowering/sum-of-terms';
import type { TensorSpec } from '../trace/traced-graph';
import { kernel } from './kernel-rule';

function assertInnerShapes(a: TensorSpec, b: TensorSpec, transposeA: boolean, transposeB: boolean): void {
  const inner = [a.shape.at(transposeA ? -2 : -1), b.shape.at(transposeB ? -1 : -2)];
  if (inner[0] === inner[1]) return;
  const text = ({ shape }: TensorSpec, isTransposed: boolean) =>
    `[${shape.join(', ')}]${isTransposed ? ' transposed' : ''}`;
  throw new RangeError(
    `matMul of ${text(a, transposeA)} and ${text(b, transposeB)}: inner shapes ${inner[0]} and ${inner[1]} differ`,
  );
}

/** Products of matrices or of stacks of matrices; leading axes broadcast. */
export const batchMatMul = kernel(['a', 'b'], {
  shape([a, b], { transposeA, transposeB }: BatchMatMulAttrs) {
    assertInnerShapes(a, b, transposeA, transposeB);
    const rows = a.shape.at(transposeA ? -1 : -2)!;
    const columns = b.shape.at(transposeB ? -2 : -1)!;
    return { shape: [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns], dtype: 'float32' };
  },
  lower(builder, [a, b], { transposeA, transposeB }: BatchMatMulAttrs, output) {
    const left = { matrix: a, isTransposed: transposeA };
    const right = { matrix: b, isTransposed: transposeB };
    const areMatrices = a.shape.length === 2 && b.shape.length === 2;
    if (!areMatrices) return materialized(batchedProduct(builder, left, right, output.shape), output);
    if (transposeA && !transposeB) return productTerm(builder, a, b, output);
    return materialized(matrixProduct(builder, left, right), output);
  },
});
