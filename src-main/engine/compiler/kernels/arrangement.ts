import { backend_util, slice_util, util } from '@tensorflow/tfjs-core';
import type {
  BroadCastToAttrs,
  CastAttrs,
  ConcatAttrs,
  ExpandDimsAttrs,
  FillAttrs,
  OneHotAttrs,
  PackAttrs,
  PadV2Attrs,
  ReshapeAttrs,
  ReverseAttrs,
  SliceAttrs,
  TileAttrs,
  TransposeAttrs,
} from '@tensorflow/tfjs-core';
import { elementCount } from '../../backend/host-tensor';
import { broadcastTo, cast, elementwise } from '../lowering/elementwise';
import { materialize, materialized, scalarOperand, splat } from '../lowering/forms';
import type { GraphBuilder } from '../lowering/graph-builder';
import type { Handle } from '../lowering/handle';
import { concatenate, reshape, transpose } from '../lowering/rearrange';
import { axesOf, frontAxis, permuteShape, sameShape, withSize } from '../lowering/shapes';
import type { TensorSpec, TracedDataType } from '../trace/traced-graph';
import { VariantNotLoweredError, kernel, variadicKernel } from './kernel-rule';

const X = ['x'] as const;
const sameAs = ([x]: readonly [TensorSpec]): TensorSpec => ({ shape: x.shape, dtype: x.dtype });

const tracedType = (dtype: string | undefined): TracedDataType => {
  if (dtype === undefined || dtype === 'float32') return 'float32';
  if (dtype === 'int32' || dtype === 'bool') return dtype;
  throw new VariantNotLoweredError(`element type ${dtype}`);
};

export const identity = kernel(X, { shape: sameAs, lower: (_, [x]) => x });

export const castTo = kernel(X, {
  shape: ([x], { dtype }: CastAttrs) => ({ shape: x.shape, dtype: tracedType(dtype) }),
  lower: (builder, [x], _, output) => cast(builder, x, output.dtype),
});

export const zerosLike = kernel(X, { shape: sameAs, lower: (_builder, _inputs, _, output) => splat(0, output) });
export const onesLike = kernel(X, { shape: sameAs, lower: (_builder, _inputs, _, output) => splat(1, output) });

export const fill = kernel([], {
  shape: (_, { shape, dtype }: FillAttrs) => ({ shape, dtype: tracedType(dtype) }),
  lower: (_builder, _inputs, { value }: FillAttrs, output) => splat(Number(value), output),
});

export const reshapeTo = kernel(X, {
  shape([x], { shape }: ReshapeAttrs) {
    const count = elementCount(x.shape);
    const target = util.inferFromImplicitShape(shape, count);
    if (elementCount(target) === count) return { shape: target, dtype: x.dtype };
    throw new RangeError(`reshape of [${x.shape.join(', ')}] to [${shape.join(', ')}]: the element counts differ`);
  },
  lower: (builder, [x], _, output) => reshape(builder, x, output.shape),
});

export const expandDims = kernel(['input'], {
  shape: ([input], { dim }: ExpandDimsAttrs) => ({
    shape: input.shape.toSpliced(frontAxis(dim, input.shape.length + 1), 0, 1),
    dtype: input.dtype,
  }),
  lower: (builder, [input], _, output) => reshape(builder, input, output.shape),
});

export const transposeTo = kernel(X, {
  shape: ([x], { perm }: TransposeAttrs) => ({ shape: permuteShape(x.shape, perm), dtype: x.dtype }),
  lower: (builder, [x], { perm }: TransposeAttrs) => transpose(builder, x, perm),
});

export const concat = variadicKernel({
  shape(inputs, { axis }: ConcatAttrs) {
    const { shape, dtype } = inputs[0]!;
    const along = frontAxis(axis, shape.length);
    backend_util.assertParamsConsistent(
      inputs.map((input) => [...input.shape]),
      along,
    );
    return {
      shape: withSize(
        shape,
        along,
        inputs.reduce((total, input) => total + input.shape[along]!, 0),
      ),
      dtype,
    };
  },
  lower: (builder, inputs, { axis }: ConcatAttrs, output) =>
    concatenate(
      builder,
      inputs.filter((input) => elementCount(input.shape) > 0),
      frontAxis(axis, output.shape.length),
      output,
    ),
});

/** Stacks values along a new axis. */
export const pack = variadicKernel({
  shape(inputs, { axis }: PackAttrs) {
    const { shape, dtype } = inputs[0]!;
    return { shape: shape.toSpliced(frontAxis(axis, shape.length + 1), 0, inputs.length), dtype };
  },
  lower(builder, inputs, { axis }: PackAttrs, output) {
    const along = frontAxis(axis, output.shape.length);
    const layer = withSize(output.shape, along, 1);
    return concatenate(
      builder,
      inputs.map((input) => reshape(builder, input, layer)),
      along,
      output,
    );
  },
});

export const sliceOf = kernel(X, {
  shape([x], { begin, size }: SliceAttrs) {
    const [start, shape] = slice_util.parseSliceParams(likeTensor(x), begin, size) as [number[], number[]];
    slice_util.assertParamsValid(likeTensor(x), start, shape);
    return { shape, dtype: x.dtype };
  },
  lower(builder, [x], { begin }: SliceAttrs, output) {
    if (sameShape(x.shape, output.shape)) return x;
    if (x.splat !== undefined) return splat(x.splat, output);
    const axes = output.shape.map((_, axis) => axis).filter((axis) => output.shape[axis] !== x.shape[axis]);
    const starts = axes.map((axis) => [begin].flat()[axis] ?? 0);
    const ends = starts.map((start, index) => start + output.shape[axes[index]!]!);
    const bounds = [starts, ends, axes].map((values) => builder.integers(values));
    return materialized(builder.emit('Slice', [materialize(builder, x), ...bounds], output), output);
  },
});

/** What tfjs's slice arithmetic reads of a tensor. */
const likeTensor = (x: TensorSpec) => ({ ...x, shape: [...x.shape], rank: x.shape.length, dataId: {} });

export const tile = kernel(X, {
  shape: ([x], { reps }: TileAttrs) => ({ shape: x.shape.map((size, axis) => size * reps[axis]!), dtype: x.dtype }),
  lower(builder, [x], { reps }: TileAttrs, output) {
    if (x.shape.every((size, axis) => size === 1 || reps[axis] === 1)) return broadcastTo(builder, x, output.shape);
    return materialized(builder.emit('Tile', [materialize(builder, x), builder.integers(reps)], output), output);
  },
});

export const broadcast = kernel(X, {
  shape: ([x], { shape }: BroadCastToAttrs) => ({ shape, dtype: x.dtype }),
  lower: (builder, [x], _, output) => broadcastTo(builder, x, output.shape),
});

export const pad = kernel(X, {
  shape: ([x], { paddings }: PadV2Attrs) => ({
    shape: x.shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1]),
    dtype: x.dtype,
  }),
  lower(builder, [x], { paddings, constantValue }: PadV2Attrs, output) {
    if (sameShape(x.shape, output.shape)) return x;
    const before = paddings.map(([start]) => start);
    const after = paddings.map(([, end]) => end);
    const inputs = [
      materialize(builder, x),
      builder.integers([...before, ...after]),
      builder.scalar(constantValue, x.dtype),
    ];
    return materialized(builder.emit('Pad', inputs, output), output);
  },
});

export const reverse = kernel(X, {
  shape: sameAs,
  lower: (builder, [x], { dims }: ReverseAttrs, output) =>
    materialized(emitReverse(builder, x, axesOf(dims, x.shape.length)), output),
});

/** A slice with steps of -1; the end lies before the first element. */
function emitReverse(builder: GraphBuilder, x: Handle, axes: readonly number[]): string {
  if (axes.length === 0) return materialize(builder, x);
  const backwards = builder.integers(axes.map(() => -1));
  const beforeFirst = builder.integers(axes.map(() => -(2 ** 31)));
  const inputs = [materialize(builder, x), backwards, beforeFirst, builder.integers(axes), backwards];
  return builder.emit('Slice', inputs, { shape: x.shape, dtype: x.dtype });
}

export const oneHot = kernel(['indices'], {
  shape: ([indices], { depth, dtype }: OneHotAttrs) => ({
    shape: [...indices.shape, depth],
    dtype: tracedType(dtype),
  }),
  lower(builder, [indices], { depth, onValue, offValue }: OneHotAttrs, output) {
    // A comparison instead of ONNX's OneHot, of which ONNX Runtime has few combinations of types.
    const positions = materialized(
      builder.initializer(
        Int32Array.from({ length: depth }, (_, at) => at),
        [depth],
        'int32',
      ),
      {
        shape: [depth],
        dtype: 'int32',
      },
    );
    const column = reshape(builder, cast(builder, indices, 'int32'), [...indices.shape, 1]);
    const isHot = elementwise(builder, 'Equal', [column, positions], { shape: output.shape, dtype: 'bool' });
    if (onValue === 1 && offValue === 0) return cast(builder, isHot, output.dtype);
    const values = [scalarOperand(onValue, output.dtype), scalarOperand(offValue, output.dtype)];
    return elementwise(builder, 'Where', [isHot, ...values], output);
  },
});
