import { elementCount } from '../../../host-tensor';
import type { GraphValue } from '../../native/c-api';
import { intAttribute } from '../../graph/attribute';
import { intOf, intsOf, operandsOf, outputSpec, type EmitContext, type Emitter, type StepNode } from '../emitter';

const toOutputShape =
  (type: 'Reshape' | 'BroadcastTo'): Emitter =>
  (context, node) =>
    context.builder.operation(type, [
      context.value(node.inputs[0]!),
      context.builder.integers(outputSpec(context, node).shape),
    ]);

const transpose: Emitter = ({ builder, value }, node) =>
  builder.operation('Transpose', [value(node.inputs[0]!), builder.integers(intsOf(node, 'perm'))]);

/** From this length on, XLA's code for a concatenation of vectors is 5 to 60 times too slow with two threads. */
const LONG_VECTOR = 100_000;

const concatenate: Emitter = (context, node) => {
  const { shape } = outputSpec(context, node);
  if (context.isXla && shape.length === 1 && shape[0]! >= LONG_VECTOR) return writeParts(context, node, shape[0]!);
  const axis = context.builder.scalar(intOf(node, 'axis'));
  return context.builder.operation('ConcatV2', [operandsOf(context, node), axis]);
};

/** Writes vectors one after the other into one of zeros. */
function writeParts({ builder, value, specOf }: EmitContext, { inputs }: StepNode, length: number): GraphValue {
  let offset = 0;
  return inputs.reduce(
    (whole, name) => {
      const written = builder.operation('XlaDynamicUpdateSlice', [whole, value(name), builder.integers([offset])]);
      offset += elementCount(specOf(name).shape);
      return written;
    },
    builder.operation('Fill', [builder.integers([length]), builder.scalar(0, 'float32')]),
  );
}

const split: Emitter = ({ builder, value, numbers }, node) => {
  const [source, sizes] = node.inputs as [string, string];
  const axis = builder.scalar(intOf(node, 'axis'));
  const first = builder.operation('SplitV', [value(source), builder.integers(numbers(sizes)), axis], {
    num_split: intAttribute(node.outputs.length),
  });
  return node.outputs.map((_, index) => builder.result(first, index));
};

/** ONNX: starts, ends, axes, steps. The lowering knows two forms, a window and a reversal. */
const slice: Emitter = (context, node) => {
  const { builder, value, numbers, specOf } = context;
  const [source, starts, , axes, steps] = node.inputs as [string, string, string, string, string?];
  const along = numbers(axes);
  if (steps !== undefined && numbers(steps).every((step) => step === -1)) {
    return builder.operation('ReverseV2', [value(source), builder.integers(along)]);
  }
  if (steps !== undefined)
    throw new RangeError('The TensorFlow executor knows slices with steps of 1 and reversals only.');
  const begin = specOf(source).shape.map(() => 0);
  numbers(starts).forEach((start, index) => (begin[along[index]!] = start));
  const size = outputSpec(context, node).shape;
  return builder.operation('Slice', [value(source), builder.integers(begin), builder.integers(size)]);
};

/** ONNX lists what is put before all axes, then what is put behind; TensorFlow takes pairs. */
const pad: Emitter = ({ builder, value, numbers, specOf }, node) => {
  const [source, pads, fill] = node.inputs as [string, string, string?];
  const amounts = numbers(pads);
  const rank = specOf(source).shape.length;
  const pairs = Array.from({ length: rank }, (_, axis) => [amounts[axis]!, amounts[axis + rank]!]).flat();
  const paddings = builder.constant(Int32Array.from(pairs), { dtype: 'int32', shape: [rank, 2] });
  return builder.operation('PadV2', [
    value(source),
    paddings,
    fill === undefined ? builder.scalar(0, 'float32') : value(fill),
  ]);
};

const tile: Emitter = ({ builder, value, numbers }, node) =>
  builder.operation('Tile', [value(node.inputs[0]!), builder.integers(numbers(node.inputs[1]!))]);

/** ONNX passes [off, on] as one tensor. Indices out of range give a row of `off` in both. */
const oneHot: Emitter = (context, node) => {
  const { builder, value, numbers } = context;
  const [indices, depth, values] = node.inputs as [string, string, string];
  const { dtype } = outputSpec(context, node);
  const [off, on] = numbers(values).map((number) => constantOf(builder, number, dtype));
  return builder.operation('OneHot', [value(indices), builder.scalar(numbers(depth)[0]!), on!, off!]);
};

function constantOf(
  builder: EmitContext['builder'],
  value: number,
  dtype: 'float32' | 'int32' | 'int64' | 'bool',
): GraphValue {
  if (dtype === 'bool') return builder.constant(Uint8Array.of(value), { dtype, shape: [] });
  return builder.scalar(value, dtype === 'float32' ? 'float32' : 'int32');
}

/** Operations that move elements. */
export const ARRANGEMENT_EMITTERS = {
  Concat: concatenate,
  Expand: toOutputShape('BroadcastTo'),
  OneHot: oneHot,
  Pad: pad,
  Reshape: toOutputShape('Reshape'),
  Slice: slice,
  Split: split,
  Tile: tile,
  Transpose: transpose,
} satisfies Record<string, Emitter>;
