import { backend_util } from '@tensorflow/tfjs-core';
import type { SplitVAttrs, UnpackAttrs } from '@tensorflow/tfjs-core';
import { materialize, splat } from '../lowering/forms';
import type { GraphBuilder } from '../lowering/graph-builder';
import type { Handle, SplitSource } from '../lowering/handle';
import { int } from '../lowering/lowered-graph';
import { reshape } from '../lowering/rearrange';
import { frontAxis, withSize } from '../lowering/shapes';
import type { TensorSpec } from '../trace/traced-graph';
import { kernelWithManyOutputs } from './kernel-rule';

/** Parts of a value along an axis, of the sizes given. The split is emitted when the first part is needed. */
export const splitOf = kernelWithManyOutputs(['x'], {
  shape([x], { numOrSizeSplits, axis }: SplitVAttrs) {
    const along = frontAxis(axis, x.shape.length);
    const tensor = { ...x, shape: [...x.shape], dataId: {} };
    const sizes = backend_util.prepareSplitSize(tensor, numOrSizeSplits, along);
    return sizes.map((size) => ({ shape: withSize(x.shape, along, size), dtype: x.dtype }));
  },
  lower: (builder, [x], { axis }: SplitVAttrs, outputs) => split(builder, x, frontAxis(axis, x.shape.length), outputs),
});

/** Layers of a value along an axis, which disappears. */
export const unpack = kernelWithManyOutputs(['value'], {
  shape([value], { axis }: UnpackAttrs) {
    const along = frontAxis(axis, value.shape.length);
    const shape = value.shape.toSpliced(along, 1);
    return Array.from({ length: value.shape[along]! }, () => ({ shape, dtype: value.dtype }));
  },
  lower(builder, [value], { axis }: UnpackAttrs, outputs) {
    const along = frontAxis(axis, value.shape.length);
    const layers = outputs.map(({ dtype }) => ({ shape: withSize(value.shape, along, 1), dtype }));
    const parts = split(builder, value, along, layers);
    return parts.map((part, index) => reshape(builder, part, outputs[index]!.shape));
  },
});

function split(builder: GraphBuilder, x: Handle, axis: number, parts: readonly TensorSpec[]): Handle[] {
  if (parts.length === 1) return [x];
  if (x.splat !== undefined) return parts.map((part) => splat(x.splat!, part));
  const source: SplitSource = { source: x, partCount: parts.length };
  const emitParts = () => {
    const sizes = builder.integers(parts.map((part) => part.shape[axis]!));
    return builder.emitMany('Split', [materialize(builder, x), sizes], parts, { axis: int(axis) });
  };
  return parts.map(({ shape, dtype }, index) => ({
    shape,
    dtype,
    partOf: { split: source, index, axis },
    make: () => emitParts()[index]!,
  }));
}
