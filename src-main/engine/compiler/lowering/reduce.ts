import { elementCount } from '../../backend/host-tensor';
import { scale } from './elementwise';
import { channelsFirstHandle, materialize, materialized, possiblyNarrow, prefersChannelsFirst, splat } from './forms';
import type { GraphBuilder } from './graph-builder';
import type { Handle } from './handle';
import { int, type LoweredSpec } from './lowered-graph';
import { reshape } from './rearrange';
import { TO_CHANNELS_FIRST, padShape, reducedShape } from './shapes';
import { columnTerm } from './sum-of-terms';

export type Reduction = 'ReduceSum' | 'ReduceMean' | 'ReduceProd' | 'ReduceMax' | 'ReduceMin';

/** A reduction as a kernel asks for it. */
export interface ReduceRequest {
  readonly operation: Reduction;
  /** Ascending, counted from the front. */
  readonly axes: readonly number[];
  readonly keepsAxes: boolean;
}

/** Reduces a value, in its cheapest form. `output.dtype` is the value's own. */
export function reduce(builder: GraphBuilder, handle: Handle, request: ReduceRequest, output: LoweredSpec): Handle {
  const { operation, axes } = request;
  const count = elementCount(axes.map((axis) => handle.shape[axis]!));
  if (count === 1) return reshape(builder, handle, output.shape);
  if (handle.splat !== undefined && operation !== 'ReduceProd') {
    return splat(operation === 'ReduceSum' ? handle.splat * count : handle.splat, output);
  }
  if (prefersChannelsFirst(handle) && keepsOrderChannelsFirst(request)) {
    return reduceChannelsFirst(builder, handle, request, output);
  }
  if (isColumnSum(handle, request)) return columnTerm(builder, handle, output);
  const isNarrow = handle.narrow !== undefined && handle.name === undefined;
  if (isNarrow && (operation === 'ReduceSum' || operation === 'ReduceMean')) {
    return reduceNarrow(builder, handle, handle.narrow, request, output);
  }
  const [source, name] =
    operation === 'ReduceSum' && handle.squareOf && handle.dtype === 'float32'
      ? [handle.squareOf, 'ReduceSumSquare']
      : [handle, operation];
  return materialized(emitReduce(builder, name, materialize(builder, source), request), output);
}

const isColumnSum = (handle: Handle, { operation, axes, keepsAxes }: ReduceRequest): boolean =>
  operation === 'ReduceSum' &&
  handle.dtype === 'float32' &&
  handle.shape.length === 2 &&
  axes.length === 1 &&
  axes[0] === 0 &&
  !keepsAxes;

/** Whether the axes that remain stand in the model's order in a channels-first result too. */
const keepsOrderChannelsFirst = ({ axes, keepsAxes }: ReduceRequest): boolean =>
  keepsAxes || axes.includes(3) || (axes.includes(1) && axes.includes(2));

function reduceChannelsFirst(
  builder: GraphBuilder,
  handle: Handle,
  { operation, axes, keepsAxes }: ReduceRequest,
  output: LoweredSpec,
): Handle {
  const moved = axes.map((axis) => TO_CHANNELS_FIRST.indexOf(axis)).sort((a, b) => a - b);
  const name = emitReduce(builder, operation, handle.channelsFirst!, { operation, axes: moved, keepsAxes });
  return keepsAxes ? channelsFirstHandle(name, output) : materialized(name, output);
}

/** Reduces what a broadcast repeats: an axis that is repeated n times multiplies a sum by n and leaves a mean alone. */
function reduceNarrow(
  builder: GraphBuilder,
  handle: Handle,
  narrow: NonNullable<Handle['narrow']>,
  { operation, axes, keepsAxes }: ReduceRequest,
  output: LoweredSpec,
): Handle {
  const padded = padShape(narrow.shape, handle.shape.length);
  const real = axes.filter((axis) => padded[axis] !== 1);
  const repeats = elementCount(axes.filter((axis) => padded[axis] === 1).map((axis) => handle.shape[axis]!));
  const whole = builder.reshape(narrow.name, padded);
  const reduced =
    real.length === 0 ? whole : emitReduce(builder, operation, whole, { operation, axes: real, keepsAxes: true });
  const name = builder.reshape(reduced, reducedShape(padded, axes, keepsAxes));
  const result = possiblyNarrow(builder, name, output);
  return operation === 'ReduceSum' ? scale(builder, result, repeats, output) : result;
}

function emitReduce(
  builder: GraphBuilder,
  operation: string,
  name: string,
  { axes, keepsAxes }: ReduceRequest,
): string {
  const { shape, dtype } = builder.specOf(name);
  const output = { shape: reducedShape(shape, axes, keepsAxes), dtype };
  return builder.emit(operation, [name, builder.integers(axes)], output, { keepdims: int(keepsAxes) });
}
