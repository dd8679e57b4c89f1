import type { Conv2DBackpropFilterAttrs, Conv2DBackpropInputAttrs } from '@tensorflow/tfjs-core';
import { multiply } from '../lowering/elementwise';
import { channelsFirstHandle, materialize, materialized, prefersChannelsFirst } from '../lowering/forms';
import type { GraphBuilder } from '../lowering/graph-builder';
import type { Handle } from '../lowering/handle';
import { int, ints, type LoweredSpec } from '../lowering/lowered-graph';
import { addPatches, cutPatches, filterFromRows, filterRows } from '../lowering/patches';
import { reduce } from '../lowering/reduce';
import { TO_CHANNELS_FIRST, permuteShape } from '../lowering/shapes';
import {
  convolutionGeometry,
  convolutionOutputShape,
  isPointwise,
  patchPlan,
  prefersPatches,
  type ConvolutionAttributes,
  type ConvolutionGeometry,
} from './convolution-geometry';
import { kernel } from './kernel-rule';

/*
 * Three forms, by measurement on ONNX Runtime's CPU kernels: a matrix product over the channels (1 x 1), products over
 * patches (non-overlapping patches; many channels on small maps), and channels-first convolutions for the rest.
 */

const FLOAT = 'float32' as const;
/** From this many input channels on, the filter gradient is faster over patches than as a convolution of the images. */
const PATCHED_FILTER_GRADIENT_CHANNELS = 16;

export const convolution = kernel(['x', 'filter'], {
  shape: ([x, filter], attributes: ConvolutionAttributes) => ({
    shape: convolutionOutputShape(convolutionGeometry(x.shape, filter.shape, attributes)),
    dtype: FLOAT,
  }),
  lower(builder, [x, filter], attributes: ConvolutionAttributes, output) {
    const geometry = convolutionGeometry(x.shape, filter.shape, attributes);
    const plan = patchPlan(geometry);
    const whole = (rows: string) => materialized(builder.reshape(rows, output.shape), output);
    if (isPointwise(geometry)) {
      if (!prefersChannelsFirst(x))
        return whole(product(builder, pixelRows(builder, x), pointwiseFilter(builder, filter)));
    } else if (plan && prefersPatches(geometry, plan)) {
      const patches = cutPatches(builder, x, geometry, plan);
      return whole(product(builder, patches, filterRows(builder, filter, geometry, plan)));
    }
    const inputs = [channelsFirst(builder, x), filterChannelsFirst(builder, filter)];
    return channelsFirstHandle(emitChannelsFirst(builder, 'Conv', inputs, output, convAttributes(geometry)), output);
  },
});

export const convolutionInputGradient = kernel(['dy', 'filter'], {
  shape: (_, { inputShape }: Conv2DBackpropInputAttrs) => ({ shape: inputShape, dtype: FLOAT }),
  lower(builder, [dy, filter], attributes: Conv2DBackpropInputAttrs, output) {
    const geometry = convolutionGeometry(output.shape, filter.shape, attributes);
    const plan = patchPlan(geometry);
    if (isPointwise(geometry)) {
      const pointwise = pointwiseInputGradient(builder, dy, filter, geometry, output);
      if (pointwise) return pointwise;
    } else if (plan && prefersPatches(geometry, plan)) {
      const rows = filterRows(builder, filter, geometry, plan);
      const patches = product(builder, pixelRows(builder, dy), rows, 'right');
      return materialized(addPatches(builder, patches, geometry, plan), output);
    }
    const inputs = [channelsFirst(builder, dy), filterChannelsFirst(builder, filter)];
    const leftOver = geometry.padAfter.map((size) => Math.max(0, -size));
    const transposed = { ...convAttributes(geometry), output_padding: ints(leftOver) };
    return channelsFirstHandle(emitChannelsFirst(builder, 'ConvTranspose', inputs, output, transposed), output);
  },
});

export const convolutionFilterGradient = kernel(['x', 'dy'], {
  shape: (_, { filterShape }: Conv2DBackpropFilterAttrs) => ({ shape: filterShape, dtype: FLOAT }),
  lower(builder, [x, dy], attributes: Conv2DBackpropFilterAttrs, output) {
    const geometry = convolutionGeometry(x.shape, output.shape, attributes);
    const plan = patchPlan(geometry);
    if (isPointwise(geometry)) return pointwiseFilterGradient(builder, x, dy, geometry, output);
    const isPatched =
      plan && (prefersPatches(geometry, plan) || geometry.inChannels >= PATCHED_FILTER_GRADIENT_CHANNELS);
    if (isPatched) {
      const patches = cutPatches(builder, x, geometry, plan);
      const rows = product(builder, patches, pixelRows(builder, dy), 'left');
      return materialized(filterFromRows(builder, rows, geometry, plan), output);
    }
    return materialized(convolvedFilterGradient(builder, x, dy, geometry, output), output);
  },
});

/** The images as filters over each other: batch and channels exchanged, strides and dilations exchanged. */
function convolvedFilterGradient(
  builder: GraphBuilder,
  x: Handle,
  dy: Handle,
  geometry: ConvolutionGeometry,
  filter: LoweredSpec,
): string {
  const { kernel: size, inChannels, outChannels, stride, dilation, output, padBefore, padAfter } = geometry;
  const after = padAfter.map((pad) => Math.max(0, pad));
  const extra = padAfter.map((pad, axis) => Math.floor(Math.max(0, -pad) / dilation[axis]!));
  const shape = [inChannels, outChannels, size[0] + extra[0]!, size[1] + extra[1]!];
  const swap = { perm: ints([1, 0, 2, 3]) };
  const exchange = (name: string) => {
    const [first, second, ...rest] = builder.specOf(name).shape;
    return builder.emit('Transpose', [name], { shape: [second!, first!, ...rest], dtype: FLOAT }, swap);
  };
  const inputs = [exchange(channelsFirst(builder, x)), exchange(channelsFirst(builder, dy))];
  const attributes = {
    strides: ints(dilation),
    dilations: ints(stride),
    kernel_shape: ints(output),
    pads: ints([...padBefore, ...after]),
  };
  const gradient = cropTo(builder, builder.emit('Conv', inputs, { shape, dtype: FLOAT }, attributes), size);
  return builder.emit('Transpose', [gradient], filter, { perm: ints([2, 3, 0, 1]) });
}

/** Pixels that the convolution left over give positions beyond the filter. */
function cropTo(builder: GraphBuilder, name: string, size: readonly [number, number]): string {
  const { shape } = builder.specOf(name);
  if (shape[2] === size[0] && shape[3] === size[1]) return name;
  const bounds = [builder.integers([0, 0]), builder.integers(size), builder.integers([2, 3])];
  return builder.emit('Slice', [name, ...bounds], { shape: [shape[0]!, shape[1]!, ...size], dtype: FLOAT });
}

function pointwiseInputGradient(
  builder: GraphBuilder,
  dy: Handle,
  filter: Handle,
  { inChannels, outChannels }: ConvolutionGeometry,
  output: LoweredSpec,
): Handle | undefined {
  if (outChannels === 1) {
    // An outer product, elementwise: keeps whichever order of axes dy has.
    const weights = builder.reshape(materialize(builder, filter), [inChannels]);
    return multiply(builder, dy, materialized(weights, { shape: [inChannels], dtype: FLOAT }), output);
  }
  if (prefersChannelsFirst(dy)) return undefined;
  const rows = product(builder, pixelRows(builder, dy), pointwiseFilter(builder, filter), 'right');
  return materialized(builder.reshape(rows, output.shape), output);
}

function pointwiseFilterGradient(
  builder: GraphBuilder,
  x: Handle,
  dy: Handle,
  { inChannels, outChannels }: ConvolutionGeometry,
  output: LoweredSpec,
): Handle {
  if (outChannels > 1) {
    const rows = product(builder, pixelRows(builder, x), pixelRows(builder, dy), 'left');
    return materialized(builder.reshape(rows, output.shape), output);
  }
  const weighted = multiply(builder, x, dy, { shape: x.shape, dtype: FLOAT });
  const request = { operation: 'ReduceSum', axes: [0, 1, 2], keepsAxes: false } as const;
  const sum = reduce(builder, weighted, request, { shape: [inChannels], dtype: FLOAT });
  return materialized(builder.reshape(materialize(builder, sum), output.shape), output);
}

/** [B, H, W, C] as [B * H * W, C]. */
function pixelRows(builder: GraphBuilder, image: Handle): string {
  const [batch, height, width, channels] = image.shape as [number, number, number, number];
  return builder.reshape(materialize(builder, image), [batch * height * width, channels]);
}

const pointwiseFilter = (builder: GraphBuilder, filter: Handle): string =>
  builder.reshape(materialize(builder, filter), filter.shape.slice(2));

function product(builder: GraphBuilder, left: string, right: string, transposed?: 'left' | 'right'): string {
  const [a, b] = [builder.specOf(left).shape, builder.specOf(right).shape];
  const shape = [a[transposed === 'left' ? 1 : 0]!, b[transposed === 'right' ? 0 : 1]!];
  if (!transposed) return builder.emit('MatMul', [left, right], { shape, dtype: FLOAT });
  const attributes = { transA: int(transposed === 'left'), transB: int(transposed === 'right') };
  return builder.emit('Gemm', [left, right], { shape, dtype: FLOAT }, attributes);
}

/** The channels-first form of an image, emitted once. */
function channelsFirst(builder: GraphBuilder, image: Handle): string {
  if (image.channelsFirst !== undefined) return image.channelsFirst;
  const shape = permuteShape(image.shape, TO_CHANNELS_FIRST);
  const name = materialize(builder, image);
  image.channelsFirst =
    image.shape[3] === 1
      ? builder.reshape(name, shape)
      : builder.emit('Transpose', [name], { shape, dtype: FLOAT }, { perm: ints(TO_CHANNELS_FIRST) });
  return image.channelsFirst;
}

/** [KH, KW, C, O] as [O, C, KH, KW]. */
function filterChannelsFirst(builder: GraphBuilder, filter: Handle): string {
  const order = [3, 2, 0, 1];
  const output = { shape: permuteShape(filter.shape, order), dtype: FLOAT };
  return builder.emit('Transpose', [materialize(builder, filter)], output, { perm: ints(order) });
}

function emitChannelsFirst(
  builder: GraphBuilder,
  operation: string,
  inputs: readonly string[],
  output: LoweredSpec,
  attributes: ReturnType<typeof convAttributes>,
): string {
  const shape = permuteShape(output.shape, TO_CHANNELS_FIRST);
  return builder.emit(operation, inputs, { shape, dtype: FLOAT }, attributes);
}

const convAttributes = ({ stride, dilation, kernel: size, padBefore, padAfter }: ConvolutionGeometry) => ({
  strides: ints(stride),
  dilations: ints(dilation),
  kernel_shape: ints(size),
  pads: ints([...padBefore, ...padAfter.map((pad) => Math.max(0, pad))]),
});
