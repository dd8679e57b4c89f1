import { elementCount } from '../../backend/host-tensor';
import { typedArray, type GraphBuilder } from './graph-builder';
import type { Handle } from './handle';
import { ints, type LoweredDataType, type LoweredSpec } from './lowered-graph';
import { TO_CHANNELS_FIRST, TO_CHANNELS_LAST, padShape, permuteShape, sameShape, type Shape } from './shapes';

/** Uniform tensors up to this size are stored in the graph; larger ones are expanded from one number when it runs. */
const STORED_SPLAT_ELEMENTS = 1024;

/** @returns a value that exists in the graph under this name */
export const materialized = (name: string, { shape, dtype }: LoweredSpec): Handle => ({ name, shape, dtype });

/** @returns a uniform value; integers are truncated as a typed array would do */
export function splat(value: number, { shape, dtype }: LoweredSpec): Handle {
  return { splat: dtype === 'int32' ? Math.trunc(value) : value, shape, dtype };
}

/** @returns a number as an operand that broadcasts */
export const scalarOperand = (value: number, dtype: LoweredDataType = 'float32'): Handle =>
  splat(value, { shape: [], dtype });

/** @returns a value of which a channels-first form exists; `shape` is the channels-last one */
export const channelsFirstHandle = (name: string, { shape, dtype }: LoweredSpec): Handle => ({
  channelsFirst: name,
  shape,
  dtype,
});

/** @returns the result of an operation whose output may be smaller than its logical shape, by broadcasting */
export function possiblyNarrow(builder: GraphBuilder, name: string, { shape, dtype }: LoweredSpec): Handle {
  const actual = builder.specOf(name).shape;
  if (elementCount(actual) === elementCount(shape)) return materialized(builder.reshape(name, shape), { shape, dtype });
  return { narrow: { name, shape: actual }, shape, dtype };
}

/** @returns the name of the whole value in the model's order of axes, emitting it if it is not there yet */
export function materialize(builder: GraphBuilder, handle: Handle): string {
  handle.name ??= emitWhole(builder, handle);
  return handle.name;
}

function emitWhole(builder: GraphBuilder, handle: Handle): string {
  const { shape, dtype } = handle;
  if (handle.splat !== undefined) return emitSplat(builder, handle.splat, handle);
  if (handle.make) return handle.make();
  if (handle.narrow) return expand(builder, handle.narrow.name, handle);
  if (handle.channelsFirst !== undefined) {
    return builder.emit('Transpose', [handle.channelsFirst], { shape, dtype }, { perm: ints(TO_CHANNELS_LAST) });
  }
  throw new RangeError(`A value of shape [${shape.join()}] has no form; a lowering rule made it from nothing.`);
}

function emitSplat(builder: GraphBuilder, value: number, spec: LoweredSpec): string {
  const { shape, dtype } = spec;
  if (shape.length === 0) return builder.scalar(value, dtype);
  const count = elementCount(shape);
  if (count > STORED_SPLAT_ELEMENTS) return expand(builder, builder.scalar(value, dtype), spec);
  return builder.initializer(
    typedArray(
      Array.from({ length: count }, () => value),
      dtype,
    ),
    shape,
    dtype,
  );
}

/** @returns the name of a value broadcast to a shape */
export function expand(builder: GraphBuilder, name: string, { shape, dtype }: LoweredSpec): string {
  if (sameShape(builder.specOf(name).shape, shape)) return name;
  return builder.emit('Expand', [name, builder.integers(shape)], { shape, dtype });
}

/** @returns the name of the smallest tensor that broadcasts to the value */
export function compact(builder: GraphBuilder, handle: Handle): string {
  if (handle.splat !== undefined) return builder.scalar(handle.splat, handle.dtype);
  if (handle.narrow && handle.name === undefined) return handle.narrow.name;
  return materialize(builder, handle);
}

/** Whether the channels-first form is there and the other one is not. */
export const prefersChannelsFirst = (handle: Handle): boolean =>
  handle.channelsFirst !== undefined && handle.name === undefined;

/** @returns the name of a tensor that broadcasts to the channels-first form of a value of rank at most 4 */
export function compactChannelsFirst(builder: GraphBuilder, handle: Handle): string {
  if (handle.splat !== undefined) return builder.scalar(handle.splat, handle.dtype);
  if (handle.channelsFirst !== undefined) return handle.channelsFirst;
  const name = compact(builder, handle);
  const { shape, dtype } = builder.specOf(name);
  if (elementCount(shape) === 1) return builder.reshape(name, []);
  const padded = padShape(shape, 4);
  const target = permuteShape(padded, TO_CHANNELS_FIRST);
  if (movesNothing(padded)) return builder.reshape(name, target);
  const source = builder.reshape(name, padded);
  const moved = builder.emit('Transpose', [source], { shape: target, dtype }, { perm: ints(TO_CHANNELS_FIRST) });
  if (sameShape(shape, handle.shape)) handle.channelsFirst = moved;
  return moved;
}

/** Whether moving the channels is a reshape: there is one channel, or one position. */
function movesNothing([, height, width, channels]: Shape): boolean {
  return channels === 1 || (height === 1 && width === 1);
}
