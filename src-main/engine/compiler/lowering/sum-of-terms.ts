import { concatenate } from './rearrange';
import { materialize } from './forms';
import type { GraphBuilder } from './graph-builder';
import type { ColumnTerm, Handle, ProductTerm, SumOfTerms } from './handle';
import { matrixProduct } from './matrix-product';
import type { LoweredSpec } from './lowered-graph';

/** Rows of ones up to this length are stored in the graph; longer ones are expanded when it runs. */
const STORED_ONES = 65_536;

/** @returns transpose(left) x right as a sum of one term that can grow */
export function productTerm(builder: GraphBuilder, left: Handle, right: Handle, output: LoweredSpec): Handle {
  const order = Math.min(orderOf(left), orderOf(right));
  return sumHandle(builder, { kind: 'products', terms: [{ left, right, order }] }, output);
}

/** @returns the sum over the rows of a matrix as a sum of one term that can grow */
export function columnTerm(builder: GraphBuilder, right: Handle, output: LoweredSpec): Handle {
  return sumHandle(builder, { kind: 'columns', terms: [{ right, order: orderOf(right) }] }, output);
}

/** @returns the sum of two sums of one kind; undefined when they cannot be one product */
export function addTerms(builder: GraphBuilder, a: Handle, b: Handle): Handle | undefined {
  const [left, right] = [a.sumOf, b.sumOf];
  if (!left || !right) return undefined;
  if (left.kind === 'products' && right.kind === 'products') {
    return sumHandle(builder, { kind: 'products', terms: [...left.terms, ...right.terms] }, a);
  }
  if (left.kind === 'columns' && right.kind === 'columns') {
    return sumHandle(builder, { kind: 'columns', terms: [...left.terms, ...right.terms] }, a);
  }
  return undefined;
}

const orderOf = (handle: Handle): number => handle.order ?? Number.MAX_SAFE_INTEGER;

function sumHandle(builder: GraphBuilder, sumOf: SumOfTerms, { shape, dtype }: LoweredSpec): Handle {
  return { shape, dtype, sumOf, make: () => emitSum(builder, sumOf, { shape, dtype }) };
}

function emitSum(builder: GraphBuilder, sumOf: SumOfTerms, output: LoweredSpec): string {
  if (sumOf.kind === 'columns') return emitColumnSum(builder, sumOf.terms, output);
  const terms = inOrder(sumOf.terms);
  const left = stacked(
    builder,
    terms.map((term: ProductTerm) => term.left),
  );
  const right = stacked(
    builder,
    terms.map((term: ProductTerm) => term.right),
  );
  return matrixProduct(builder, { matrix: left, isTransposed: true }, { matrix: right, isTransposed: false });
}

/** Column sums as a product with a row of ones: the matrix kernels stream faster than a reduction over rows. */
function emitColumnSum(builder: GraphBuilder, terms: readonly ColumnTerm[], output: LoweredSpec): string {
  const matrix = stacked(
    builder,
    inOrder(terms).map((term) => term.right),
  );
  const [rows, columns] = matrix.shape as [number, number];
  const product = builder.emit('MatMul', [rowOfOnes(builder, rows), materialize(builder, matrix)], {
    shape: [1, columns],
    dtype: 'float32',
  });
  return builder.reshape(product, output.shape);
}

function rowOfOnes(builder: GraphBuilder, length: number): string {
  if (length <= STORED_ONES) return builder.initializer(new Float32Array(length).fill(1), [1, length], 'float32');
  const shape = [1, length];
  return builder.emit('Expand', [builder.scalar(1), builder.integers(shape)], { shape, dtype: 'float32' });
}

function inOrder<Term extends { readonly order: number }>(terms: readonly Term[]): Term[] {
  return [...terms].sort((a, b) => a.order - b.order);
}

/** Matrices of one width put under each other. */
function stacked(builder: GraphBuilder, matrices: readonly Handle[]): Handle {
  const rows = matrices.reduce((total, matrix) => total + matrix.shape[0]!, 0);
  return concatenate(builder, matrices, 0, { shape: [rows, matrices[0]!.shape[1]!], dtype: 'float32' });
}
