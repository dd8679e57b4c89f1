import type { Conv2DBackpropFilterAttrs, Conv2DBackpropInputAttrs } from '@tensorflow/tfjs-core';
import {
  convolutionGeometry,
  convolutionOutputShape,
  isPointwise,
  type ConvolutionAttributes,
  type ConvolutionGeometry,
} from '../../../compiler/kernels/convolution-geometry';
import { kernel } from '../../../compiler/kernels/kernel-rule';
import { multiply } from '../../../compiler/lowering/elementwise';
import { materialize, materialized } from '../../../compiler/lowering/forms';
import type { GraphBuilder } from '../../../compiler/lowering/graph-builder';
import type { Handle } from '../../../compiler/lowering/handle';
import type { LoweringOverrides } from '../../../compiler/lowering/lower-graph';
import { ints, string, type LoweredSpec } from '../../../compiler/lowering/lowered-graph';
import { matrixProduct } from '../../../compiler/lowering/matrix-product';
import { reshape } from '../../../compiler/lowering/rearrange';
import { dilatedFilter, filterWithoutDilation } from './dilated-filter';

/*
 * TensorFlow convolves channels-last images directly and faster than ONNX Runtime does channels-first ones, so the models'
 * own layout is kept and only 1 x 1 filters become matrix products.
 */

const FLOAT = 'float32' as const;

const convolution = kernel(['x', 'filter'], {
  shape: ([x, filter], attributes: ConvolutionAttributes) => ({
    shape: convolutionOutputShape(convolutionGeometry(x.shape, filter.shape, attributes)),
    dtype: FLOAT,
  }),
  lower(builder, [x, filter], attributes: ConvolutionAttributes, output) {
    const geometry = convolutionGeometry(x.shape, filter.shape, attributes);
    if (isPointwise(geometry)) {
      const rows = matrixProduct(builder, plain(pixelRows(builder, x)), plain(pointwiseFilter(builder, filter)));
      return materialized(builder.reshape(rows, output.shape), output);
    }
    const inputs = [materialize(builder, x), dilatedFilter(builder, filter, geometry)];
    return emitChannelsLast(builder, 'Conv2D', inputs, geometry, output);
  },
});

const inputGradient = kernel(['dy', 'filter'], {
  shape: (_, { inputShape }: Conv2DBackpropInputAttrs) => ({ shape: inputShape, dtype: FLOAT }),
  lower(builder, [dy, filter], attributes: Conv2DBackpropInputAttrs, output) {
    const geometry = convolutionGeometry(output.shape, filter.shape, attributes);
    if (isPointwise(geometry)) return pointwiseInputGradient(builder, dy, filter, geometry, output);
    const inputs = [dilatedFilter(builder, filter, geometry), materialize(builder, dy)];
    return emitChannelsLast(builder, 'Conv2DBackpropInput', inputs, geometry, output);
  },
});

const filterGradient = kernel(['x', 'dy'], {
  shape: (_, { filterShape }: Conv2DBackpropFilterAttrs) => ({ shape: filterShape, dtype: FLOAT }),
  lower(builder, [x, dy], attributes: Conv2DBackpropFilterAttrs, output) {
    const geometry = convolutionGeometry(x.shape, output.shape, attributes);
    if (isPointwise(geometry)) {
      const left = { matrix: pixelRows(builder, x), isTransposed: true };
      const product = matrixProduct(builder, left, plain(pixelRows(builder, dy)));
      return materialized(builder.reshape(product, output.shape), output);
    }
    const inputs = [materialize(builder, x), materialize(builder, dy)];
    const { inChannels, outChannels } = geometry;
    const wide: LoweredSpec = { shape: [...dilatedSize(geometry), inChannels, outChannels], dtype: FLOAT };
    const gradient = emitChannelsLast(builder, 'Conv2DBackpropFilter', inputs, geometry, wide);
    return materialized(filterWithoutDilation(builder, materialize(builder, gradient), geometry), output);
  },
});

/** Lowerings of the convolution kernels for TensorFlow. */
export const CHANNELS_LAST_CONVOLUTIONS: LoweringOverrides = {
  Conv2D: convolution.lower,
  Conv2DBackpropFilter: filterGradient.lower,
  Conv2DBackpropInput: inputGradient.lower,
};

function pointwiseInputGradient(
  builder: GraphBuilder,
  dy: Handle,
  filter: Handle,
  { inChannels, outChannels }: ConvolutionGeometry,
  output: LoweredSpec,
): Handle {
  // With one output channel it is an outer product, which broadcasting does without a matrix product.
  if (outChannels === 1) return multiply(builder, dy, reshape(builder, filter, [inChannels]), output);
  const right = { matrix: pointwiseFilter(builder, filter), isTransposed: true };
  const rows = matrixProduct(builder, plain(pixelRows(builder, dy)), right);
  return materialized(builder.reshape(rows, output.shape), output);
}

const plain = (matrix: Handle) => ({ matrix, isTransposed: false });

/** [B, H, W, C] as [B * H * W, C]. */
function pixelRows(builder: GraphBuilder, image: Handle): Handle {
  const [batch, height, width, channels] = image.shape as [number, number, number, number];
  return reshape(builder, image, [batch * height * width, channels]);
}

const pointwiseFilter = (builder: GraphBuilder, filter: Handle): Handle =>
  reshape(builder, filter, filter.shape.slice(2));

/** Rows and columns that a filter spans. */
const dilatedSize = ({ kernel: size, dilation }: ConvolutionGeometry): [number, number] => [
  (size[0] - 1) * dilation[0] + 1,
  (size[1] - 1) * dilation[1] + 1,
];

function emitChannelsLast(
  builder: GraphBuilder,
  operation: string,
  inputs: readonly string[],
  geometry: ConvolutionGeometry,
  output: LoweredSpec,
): Handle {
  const { stride, padBefore } = geometry;
  // Pixels that are left over behind the last position (a negative padding) are simply not visited.
  const after = geometry.padAfter.map((pad) => Math.max(0, pad));
  const attributes = {
    strides: ints(stride),
    pads: ints([...padBefore, ...after]),
    padding: string(paddingName(geometry, after)),
  };
  return materialized(builder.emit(operation, inputs, output, attributes, 'channels-last'), output);
}

/**
 * TensorFlow's name for a padding. It has fast kernels for the gradients of its two named ones only, and pads by a copy of
 * the image for others.
 */
function paddingName({ image, output, stride, padBefore }: ConvolutionGeometry, padAfter: readonly number[]): string {
  if ([...padBefore, ...padAfter].every((size) => size === 0)) return 'VALID';
  const isSame = output.every((size, axis) => {
    const total = padBefore[axis]! + padAfter[axis]!;
    return size === Math.ceil(image[axis]! / stride[axis]!) && padBefore[axis] === Math.floor(total / 2);
  });
  return isSame ? 'SAME' : 'EXPLICIT';
}
