import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2DAttrs } from '@tensorflow/tfjs-core';
import type { Shape } from '../lowering/shapes';
import { VariantNotLoweredError } from './kernel-rule';

/** Attributes that Conv2D and its two gradients share; images are [B, H, W, C], filters [KH, KW, C, O]. */
export type ConvolutionAttributes = Pick<Conv2DAttrs, 'strides' | 'pad' | 'dataFormat' | 'dimRoundingMode'> &
  Partial<Pick<Conv2DAttrs, 'dilations'>>;

/** A pair of sizes: rows, columns. */
export type Size2D = readonly [number, number];

/** Sizes of one convolution, in pixels. */
export interface ConvolutionGeometry {
  readonly batch: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly image: Size2D;
  readonly output: Size2D;
  readonly kernel: Size2D;
  readonly stride: Size2D;
  readonly dilation: Size2D;
  readonly padBefore: Size2D;
  /** Padding after the image that the last output needs; negative when pixels are left over. */
  readonly padAfter: Size2D;
}

/** @throws VariantNotLoweredError for channels-first images */
export function convolutionGeometry(
  imageShape: Shape,
  filterShape: Shape,
  attributes: ConvolutionAttributes,
): ConvolutionGeometry {
  if (attributes.dataFormat === 'NCHW') throw new VariantNotLoweredError('dataFormat NCHW');
  const { strides, dilations, pad, dimRoundingMode } = attributes;
  const info = backend_util.computeConv2DInfo(
    imageShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
  );
  const image: Size2D = [info.inHeight, info.inWidth];
  const output: Size2D = [info.outHeight, info.outWidth];
  const kernel: Size2D = [info.filterHeight, info.filterWidth];
  const stride: Size2D = [info.strideHeight, info.strideWidth];
  const dilation: Size2D = [info.dilationHeight, info.dilationWidth];
  const padBefore: Size2D = [info.padInfo.top, info.padInfo.left];
  const sizes = { image, output, kernel, stride, dilation, padBefore };
  return {
    ...sizes,
    batch: info.batchSize,
    inChannels: info.inChannels,
    outChannels: info.outChannels,
    padAfter: [padAfter(sizes, 0), padAfter(sizes, 1)],
  };
}

type Extents = Omit<ConvolutionGeometry, 'batch' | 'inChannels' | 'outChannels' | 'padAfter'>;

function padAfter({ image, output, kernel, stride, dilation, padBefore }: Extents, axis: 0 | 1): number {
  const used = (output[axis] - 1) * stride[axis] + (kernel[axis] - 1) * dilation[axis] + 1;
  return used - image[axis] - padBefore[axis];
}

/** The shape of the output, channels last. */
export const convolutionOutputShape = ({ batch, output, outChannels }: ConvolutionGeometry): number[] => [
  batch,
  ...output,
  outChannels,
];

/** A 1 x 1 filter with stride 1: a matrix product over the channels. */
export const isPointwise = ({ kernel, stride, padBefore, padAfter }: ConvolutionGeometry): boolean =>
  [...kernel, ...stride].every((size) => size === 1) && [...padBefore, ...padAfter].every((size) => size === 0);

/**
 * How patches are cut when the stride divides the kernel: the image in cells of stride x stride pixels, and each patch
 * made of `blocks` x `blocks` neighbouring cells.
 */
export interface PatchPlan {
  readonly blocks: number;
  readonly stride: number;
  /** The image with the padding that patches reach, a whole number of cells. */
  readonly padded: Size2D;
}

/** @returns undefined when patches cannot be cut from cells: other strides, dilation, pixels left over */
export function patchPlan(geometry: ConvolutionGeometry): PatchPlan | undefined {
  const { kernel, stride, dilation, output, padAfter: after } = geometry;
  const isSquare = kernel[0] === kernel[1] && stride[0] === stride[1] && dilation[0] === 1 && dilation[1] === 1;
  const blocks = kernel[0] / stride[0];
  if (!isSquare || !Number.isInteger(blocks) || after[0] < 0 || after[1] < 0) return undefined;
  const padded: Size2D = [(output[0] + blocks - 1) * stride[0], (output[1] + blocks - 1) * stride[1]];
  return { blocks, stride: stride[0], padded };
}

/** Patches of at least this many numbers on maps of at most this many positions run faster as one matrix product. */
const LARGE_PATCH = 512;
const SMALL_MAP = 64;

/** Whether all three passes run faster as products over patches than as convolutions (measured, see docs/compiler.md). */
export function prefersPatches(geometry: ConvolutionGeometry, plan: PatchPlan): boolean {
  const { kernel, inChannels, output, image, padBefore } = geometry;
  const isExactTiling =
    plan.blocks === 1 &&
    padBefore[0] === 0 &&
    padBefore[1] === 0 &&
    plan.padded[0] === image[0] &&
    plan.padded[1] === image[1];
  return isExactTiling || (kernel[0] * kernel[1] * inChannels >= LARGE_PATCH && output[0] * output[1] <= SMALL_MAP);
}
