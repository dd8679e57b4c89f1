import type { ArgMaxAttrs, CumsumAttrs, MaxAttrs, SumAttrs } from '@tensorflow/tfjs-core';
import { cast } from '../lowering/elementwise';
import { materialize, materialized } from '../lowering/forms';
import type { GraphBuilder } from '../lowering/graph-builder';
import type { Handle } from '../lowering/handle';
import { int } from '../lowering/lowered-graph';
import { ONNX_DATA_TYPE } from '../lowering/onnx-data-type';
import { reduce, type Reduction } from '../lowering/reduce';
import { axesOf, frontAxis, reducedShape } from '../lowering/shapes';
import type { TensorSpec, TracedDataType } from '../trace/traced-graph';
import { kernel, type KernelRule } from './kernel-rule';

/** tfjs calls the axes `axis`, except in Max. */
type ReductionAttributes = SumAttrs | MaxAttrs;
const axisAttribute = (attributes: ReductionAttributes): number | number[] =>
  'reductionIndices' in attributes ? attributes.reductionIndices : attributes.axis;

/** A reduction whose result has the element type that `resultType` gives; the input is converted first. */
const reduction = (operation: Reduction, resultType: (input: TracedDataType) => TracedDataType): KernelRule =>
  kernel(['x'], {
    shape: ([x], attributes: ReductionAttributes) => ({
      shape: reducedShape(x.shape, axesOf(axisAttribute(attributes), x.shape.length), attributes.keepDims),
      dtype: resultType(x.dtype),
    }),
    lower: (builder, [x], attributes: ReductionAttributes, output) =>
      reduce(builder, cast(builder, x, output.dtype), requestOf(operation, x, attributes), output),
  });

const requestOf = (operation: Reduction, x: TensorSpec | Handle, attributes: ReductionAttributes) => ({
  operation,
  axes: axesOf(axisAttribute(attributes), x.shape.length),
  keepsAxes: attributes.keepDims,
});

const countable = (dtype: TracedDataType): TracedDataType => (dtype === 'bool' ? 'int32' : dtype);

export const sumOver = reduction('ReduceSum', countable);
export const productOver = reduction('ReduceProd', countable);
export const meanOver = reduction('ReduceMean', () => 'float32');
export const maximumOver = reduction('ReduceMax', (dtype) => dtype);
export const minimumOver = reduction('ReduceMin', (dtype) => dtype);

/** ONNX reduces no booleans: as integers, all is the minimum and any the maximum. */
const booleanReduction = (operation: Reduction): KernelRule =>
  kernel(['x'], {
    shape: ([x], { axis, keepDims }: SumAttrs) => ({
      shape: reducedShape(x.shape, axesOf(axis, x.shape.length), keepDims),
      dtype: 'bool',
    }),
    lower(builder, [x], attributes: SumAttrs, output) {
      const asInteger = { shape: output.shape, dtype: 'int32' } as const;
      const reduced = reduce(builder, cast(builder, x, 'int32'), requestOf(operation, x, attributes), asInteger);
      return cast(builder, reduced, 'bool');
    },
  });

export const allOf = booleanReduction('ReduceMin');
export const anyOf = booleanReduction('ReduceMax');

/** Index of the extreme element along an axis; the first one of equals. */
const indexOfExtreme = (operation: 'ArgMax' | 'ArgMin'): KernelRule =>
  kernel(['x'], {
    shape: ([x], { axis }: ArgMaxAttrs) => ({
      shape: reducedShape(x.shape, axesOf(axis, x.shape.length), false),
      dtype: 'int32',
    }),
    lower(builder, [x], { axis }: ArgMaxAttrs, output) {
      const attributes = { axis: int(frontAxis(axis, x.shape.length)), keepdims: int(0) };
      const long = { shape: output.shape, dtype: 'int64' } as const;
      const index = builder.emit(operation, [materialize(builder, x)], long, attributes);
      return materialized(builder.emit('Cast', [index], output, { to: int(ONNX_DATA_TYPE.int32) }), output);
    },
  });

export const indexOfMaximum = indexOfExtreme('ArgMax');
export const indexOfMinimum = indexOfExtreme('ArgMin');

export const cumulativeSum = kernel(['x'], {
  shape: ([x]) => ({ shape: x.shape, dtype: x.dtype }),
  lower: (builder, [x], attributes: CumsumAttrs, output) =>
    materialized(emitCumulativeSum(builder, x, attributes), output),
});

function emitCumulativeSum(builder: GraphBuilder, x: Handle, { axis, exclusive, reverse }: CumsumAttrs): string {
  const position = builder.initializer(Int32Array.of(frontAxis(axis, x.shape.length)), [], 'int32');
  const attributes = { exclusive: int(exclusive), reverse: int(reverse) };
  return builder.emit('CumSum', [materialize(builder, x), position], { shape: x.shape, dtype: x.dtype }, attributes);
}
