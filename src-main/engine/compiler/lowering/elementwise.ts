import { elementCount } from '../../backend/host-tensor';
import {
  channelsFirstHandle,
  compact,
  compactChannelsFirst,
  expand,
  materialized,
  possiblyNarrow,
  prefersChannelsFirst,
  scalarOperand,
  splat,
} from './forms';
import type { GraphBuilder } from './graph-builder';
import type { Handle } from './handle';
import { int, type LoweredAttribute, type LoweredDataType, type LoweredSpec } from './lowered-graph';
import { ONNX_DATA_TYPE } from './onnx-data-type';
import { TO_CHANNELS_FIRST, broadcastShapes, padShape, permuteShape, sameShape } from './shapes';
import { addTerms } from './sum-of-terms';

/** What an elementwise operation is besides its operands. */
export interface ElementwiseOptions {
  /** Computes the result for uniform operands; absent when folding would not give the same number. */
  readonly fold?: (...values: number[]) => number | boolean;
  readonly attributes?: Readonly<Record<string, LoweredAttribute>>;
}

/** Factors are merged only while their product stays far from the limits of float32 (1e-38 to 3e38). */
const LARGEST_MERGED_FACTOR = 1e30;

/**
 * An operation on corresponding elements with broadcasting. Operands that are broadcasts themselves stay small, and the
 * result then is small too; operands in channels-first order keep the result there.
 */
export function elementwise(
  builder: GraphBuilder,
  operation: string,
  operands: readonly Handle[],
  output: LoweredSpec,
  options: ElementwiseOptions = {},
): Handle {
  const uniform = operands.map((operand) => operand.splat);
  if (options.fold && uniform.every((value) => value !== undefined)) {
    return splat(Number(options.fold(...uniform)), output);
  }
  if (output.shape.length === 4 && operands.some(prefersChannelsFirst)) {
    return channelsFirstElementwise(builder, operation, operands, output, options);
  }
  const names = operands.map((operand) => compact(builder, operand));
  const name = emitBroadcasting(builder, operation, names, output.dtype, options);
  return possiblyNarrow(builder, name, output);
}

function channelsFirstElementwise(
  builder: GraphBuilder,
  operation: string,
  operands: readonly Handle[],
  output: LoweredSpec,
  options: ElementwiseOptions,
): Handle {
  const names = operands.map((operand) => compactChannelsFirst(builder, operand));
  const name = emitBroadcasting(builder, operation, names, output.dtype, options);
  const shape = permuteShape(output.shape, TO_CHANNELS_FIRST);
  const padded = builder.reshape(name, padShape(builder.specOf(name).shape, 4));
  return channelsFirstHandle(expand(builder, padded, { shape, dtype: output.dtype }), output);
}

function emitBroadcasting(
  builder: GraphBuilder,
  operation: string,
  names: readonly string[],
  dtype: LoweredDataType,
  { attributes }: ElementwiseOptions,
): string {
  const shape = names.map((name) => builder.specOf(name).shape).reduce(broadcastShapes);
  return builder.emit(operation, names, { shape, dtype }, attributes);
}

/** An elementwise operation on one operand. */
export function unary(
  builder: GraphBuilder,
  operation: string,
  operand: Handle,
  dtype: LoweredDataType,
  options: ElementwiseOptions = {},
): Handle {
  return elementwise(builder, operation, [operand], { shape: operand.shape, dtype }, options);
}

/** The same elements in a larger shape; nothing is emitted before somebody needs the whole. */
export function broadcastTo(builder: GraphBuilder, handle: Handle, shape: readonly number[]): Handle {
  if (sameShape(handle.shape, shape)) return handle;
  const output = { shape, dtype: handle.dtype };
  if (handle.splat !== undefined) return splat(handle.splat, output);
  const name = compact(builder, handle);
  if (elementCount(builder.specOf(name).shape) === elementCount(shape)) {
    return materialized(builder.reshape(name, shape), output);
  }
  return possiblyNarrow(builder, name, output);
}

/** A value times a number; chains of factors become one. */
export function scale(builder: GraphBuilder, handle: Handle, factor: number, output: LoweredSpec): Handle {
  if (factor === 1) return broadcastTo(builder, handle, output.shape);
  if (factor === 0) return splat(0, output);
  const { base, factor: total } = mergedFactor(handle, factor);
  if (total === 1) return broadcastTo(builder, base, output.shape);
  const operands = [base, scalarOperand(total, handle.dtype)];
  const product = elementwise(builder, 'Mul', operands, output, { fold: (value, by) => value * by });
  return product.splat === undefined ? { ...product, scaleOf: { base, factor: total } } : product;
}

function mergedFactor(handle: Handle, factor: number): { base: Handle; factor: number } {
  const merged = handle.scaleOf ? handle.scaleOf.factor * factor : 0;
  const isSafe = Math.abs(merged) < LARGEST_MERGED_FACTOR && Math.abs(merged) > 1 / LARGEST_MERGED_FACTOR;
  return handle.scaleOf && handle.dtype === 'float32' && isSafe
    ? { base: handle.scaleOf.base, factor: merged }
    : { base: handle, factor };
}

export function multiply(builder: GraphBuilder, a: Handle, b: Handle, output: LoweredSpec): Handle {
  if (b.splat !== undefined) return scale(builder, a, b.splat, output);
  if (a.splat !== undefined) return scale(builder, b, a.splat, output);
  const product = elementwise(builder, 'Mul', [a, b], output);
  return a === b ? { ...product, squareOf: a } : product;
}

export function add(builder: GraphBuilder, a: Handle, b: Handle, output: LoweredSpec): Handle {
  if (a.splat === 0) return broadcastTo(builder, b, output.shape);
  if (b.splat === 0) return broadcastTo(builder, a, output.shape);
  const merged = addTerms(builder, a, b);
  return merged ?? elementwise(builder, 'Add', [a, b], output, { fold: (left, right) => left + right });
}

export function subtract(builder: GraphBuilder, a: Handle, b: Handle, output: LoweredSpec): Handle {
  if (b.splat === 0) return broadcastTo(builder, a, output.shape);
  return elementwise(builder, 'Sub', [a, b], output, { fold: (left, right) => left - right });
}

/** Conversion of the element type, with JavaScript's truncation towards zero for integers. */
export function cast(builder: GraphBuilder, handle: Handle, dtype: LoweredDataType): Handle {
  if (handle.dtype === dtype) return handle;
  if (handle.splat !== undefined) {
    return splat(dtype === 'bool' ? Number(handle.splat !== 0) : handle.splat, { shape: handle.shape, dtype });
  }
  return unary(builder, 'Cast', handle, dtype, { attributes: { to: int(ONNX_DATA_TYPE[dtype]) } });
}
