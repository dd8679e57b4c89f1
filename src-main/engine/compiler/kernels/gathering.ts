import type { GatherV2Attrs, ScatterNdAttrs, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import { cast } from '../lowering/elementwise';
import { materialize, materialized } from '../lowering/forms';
import type { GraphBuilder } from '../lowering/graph-builder';
import type { Handle } from '../lowering/handle';
import { int, string, type LoweredSpec } from '../lowering/lowered-graph';
import { reshape } from '../lowering/rearrange';
import { frontAxis } from '../lowering/shapes';
import { VariantNotLoweredError, kernel } from './kernel-rule';

/** Rows of x by index; ranges are checked on the batch (see step/index-bounds.ts). */
export const gather = kernel(['x', 'indices'], {
  shape([x, indices], { axis, batchDims }: GatherV2Attrs) {
    if (batchDims) throw new VariantNotLoweredError(`batchDims ${batchDims}`);
    const along = frontAxis(axis, x.shape.length);
    const shape = [...x.shape.slice(0, along), ...indices.shape, ...x.shape.slice(along + 1)];
    return { shape, dtype: x.dtype };
  },
  lower(builder, [x, indices], { axis }: GatherV2Attrs, output) {
    const names = [materialize(builder, x), materialize(builder, indices)];
    const attributes = { axis: int(frontAxis(axis, x.shape.length)) };
    return materialized(builder.emit('Gather', names, output, attributes), output);
  },
});

export const gatherNd = kernel(['params', 'indices'], {
  shape([params, indices]) {
    const depth = indices.shape.at(-1)!;
    return { shape: [...indices.shape.slice(0, -1), ...params.shape.slice(depth)], dtype: params.dtype };
  },
  lower(builder, [params, indices], _, output) {
    const names = [materialize(builder, params), materialize(builder, cast(builder, indices, 'int64'))];
    return materialized(builder.emit('GatherND', names, output), output);
  },
});

/** Adds rows of x that share an id. */
export const unsortedSegmentSum = kernel(['x', 'segmentIds'], {
  shape: ([x, segmentIds], { numSegments }: UnsortedSegmentSumAttrs) => ({
    shape: [numSegments, ...x.shape.slice(segmentIds.shape.length)],
    dtype: x.dtype,
  }),
  lower(builder, [x, segmentIds], _, output) {
    const positions = reshape(builder, cast(builder, segmentIds, 'int64'), [...segmentIds.shape, 1]);
    return scatterAdd(builder, positions, x, output);
  },
});

/** Adds updates into a tensor of zeros. */
export const scatterNd = kernel(['indices', 'updates'], {
  shape: ([, updates], { shape }: ScatterNdAttrs) => ({ shape, dtype: updates.dtype }),
  lower: (builder, [indices, updates], _, output) =>
    scatterAdd(builder, cast(builder, indices, 'int64'), updates, output),
});

function scatterAdd(builder: GraphBuilder, positions: Handle, updates: Handle, output: LoweredSpec): Handle {
  const zeros = builder.emit('Expand', [builder.scalar(0, output.dtype), builder.integers(output.shape)], output);
  const names = [zeros, materialize(builder, positions), materialize(builder, updates)];
  return materialized(builder.emit('ScatterND', names, output, { reduction: string('add') }), output);
}
