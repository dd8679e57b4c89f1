import { elementCount } from '../../backend/host-tensor';
import { materialize, materialized, splat } from './forms';
import type { GraphBuilder } from './graph-builder';
import type { Handle } from './handle';
import { int, ints, type LoweredSpec } from './lowered-graph';
import { TO_CHANNELS_FIRST, TO_CHANNELS_LAST, padShape, permuteShape, sameShape, type Shape } from './shapes';

/** The same elements in the same order under another shape. */
export function reshape(builder: GraphBuilder, handle: Handle, shape: Shape): Handle {
  if (sameShape(handle.shape, shape)) return handle;
  const output = { shape, dtype: handle.dtype };
  if (handle.splat !== undefined) return splat(handle.splat, output);
  const narrow = reshapeNarrow(builder, handle, shape);
  if (narrow) return narrow;
  const base = handle.reshapeOf ?? handle;
  if (sameShape(base.shape, shape)) return base;
  return { ...output, reshapeOf: base, make: () => builder.reshape(materialize(builder, base), shape) };
}

/** A broadcast stays one when only axes of size 1 come or go, or when it repeats a single number. */
function reshapeNarrow(builder: GraphBuilder, handle: Handle, shape: Shape): Handle | undefined {
  if (!handle.narrow || handle.name !== undefined) return undefined;
  const { name, shape: narrowShape } = handle.narrow;
  const smaller =
    elementCount(narrowShape) === 1
      ? []
      : moveUnitAxes(handle.shape, padShape(narrowShape, handle.shape.length), shape);
  if (!smaller) return undefined;
  return { narrow: { name: builder.reshape(name, smaller), shape: smaller }, shape, dtype: handle.dtype };
}

/** @returns the narrow shape after axes of size 1 were inserted or removed; undefined when more than that changes */
function moveUnitAxes(from: Shape, narrow: Shape, to: Shape): number[] | undefined {
  const core = from.map((size, axis) => ({ size, narrow: narrow[axis]! })).filter(({ size }) => size !== 1);
  const wanted = to.filter((size) => size !== 1);
  if (
    !sameShape(
      core.map(({ size }) => size),
      wanted,
    )
  )
    return undefined;
  let next = 0;
  return to.map((size) => (size === 1 ? 1 : core[next++]!.narrow));
}

export const swapsLastTwo = (permutation: readonly number[]): boolean => {
  const rank = permutation.length;
  const swapped = permutation.map((_, axis) => (axis === rank - 1 ? rank - 2 : axis === rank - 2 ? rank - 1 : axis));
  return rank >= 2 && sameShape(permutation, swapped);
};

/** The same elements with their axes in another order. */
export function transpose(builder: GraphBuilder, handle: Handle, permutation: readonly number[]): Handle {
  if (permutation.every((axis, index) => axis === index)) return handle;
  const shape = permuteShape(handle.shape, permutation);
  const output = { shape, dtype: handle.dtype };
  if (handle.splat !== undefined) return splat(handle.splat, output);
  if (handle.transposeOf) {
    const { base, permutation: first } = handle.transposeOf;
    return transpose(
      builder,
      base,
      permutation.map((axis) => first[axis]!),
    );
  }
  if (movesOnlyUnitAxes(handle.shape, permutation)) return reshape(builder, handle, shape);
  if (sameShape(permutation, TO_CHANNELS_FIRST) && handle.channelsFirst !== undefined) {
    return materialized(handle.channelsFirst, output);
  }
  const attributes = { perm: ints(permutation) };
  const make = () => builder.emit('Transpose', [materialize(builder, handle)], output, attributes);
  const lazy: Handle = { ...output, transposeOf: { base: handle, permutation }, make };
  // A channels-first tensor seen channels-last: the original is its channels-first form, at no cost.
  return sameShape(permutation, TO_CHANNELS_LAST) ? { ...output, channelsFirst: materialize(builder, handle) } : lazy;
}

function movesOnlyUnitAxes(shape: Shape, permutation: readonly number[]): boolean {
  const moved = permutation.filter((axis) => shape[axis] !== 1);
  return moved.every((axis, index) => index === 0 || moved[index - 1]! < axis);
}

/** Values put one behind the other along an axis; all parts of one split in order are the split's source. */
export function concatenate(
  builder: GraphBuilder,
  handles: readonly Handle[],
  axis: number,
  { shape, dtype }: LoweredSpec,
): Handle {
  if (handles.length === 1) return handles[0]!;
  const source = splitSource(handles, axis);
  if (source) return source;
  const names = handles.map((handle) => materialize(builder, handle));
  return materialized(builder.emit('Concat', names, { shape, dtype }, { axis: int(axis) }), { shape, dtype });
}

function splitSource(handles: readonly Handle[], axis: number): Handle | undefined {
  const first = handles[0]?.partOf;
  if (!first || first.axis !== axis || first.split.partCount !== handles.length) return undefined;
  const isWhole = handles.every(({ partOf }, index) => partOf?.split === first.split && partOf.index === index);
  return isWhole ? first.split.source : undefined;
}
