import type { ConvolutionGeometry, PatchPlan } from '../kernels/convolution-geometry';
import { materialize } from './forms';
import type { GraphBuilder } from './graph-builder';
import type { Handle } from './handle';
import { int, ints } from './lowered-graph';

const FLOAT = 'float32' as const;
/** Exchanges the rows inside a cell with the columns of cells: [B, h, s, w, s, C] to [B, h, w, s, s, C] and back. */
const CELLS = ints([0, 1, 3, 2, 4, 5]);
/** Exchanges blocks and pixels of a filter: [m, s, m, s, ...] to [m, m, s, s, ...] and back. */
const BLOCKS = ints([0, 2, 1, 3, 4]);

/**
 * Cuts an image into patches, one a row: [B * outHeight * outWidth, patch]. Columns are ordered (block row, block column,
 * row, column, channel): the order of {@link filterRows}. Channels stay last throughout, because transposes of six axes
 * that move the channels are 5 to 10 times slower.
 */
export function cutPatches(
  builder: GraphBuilder,
  image: Handle,
  geometry: ConvolutionGeometry,
  plan: PatchPlan,
): string {
  const { batch, output, inChannels } = geometry;
  const { blocks, stride } = plan;
  const cell = stride * stride * inChannels;
  const rows = batch * output[0] * output[1];
  const cells = cutCells(builder, padImage(builder, image, geometry, plan), geometry, plan);
  if (blocks === 1) return builder.reshape(cells, [rows, cell]);
  const parts = blockPositions(blocks).map(([row, column]) =>
    builder.emit(
      'Slice',
      [
        cells,
        builder.integers([row, column]),
        builder.integers([row + output[0], column + output[1]]),
        builder.integers([1, 2]),
      ],
      { shape: [batch, ...output, cell], dtype: FLOAT },
    ),
  );
  const shape = [batch, ...output, blocks * blocks * cell];
  const patches = builder.emit('Concat', parts, { shape, dtype: FLOAT }, { axis: int(3) });
  return builder.reshape(patches, [rows, blocks * blocks * cell]);
}

/** The transpose of {@link cutPatches}: adds each patch back where it was cut. @returns an image [B, H, W, C] */
export function addPatches(
  builder: GraphBuilder,
  patches: string,
  geometry: ConvolutionGeometry,
  plan: PatchPlan,
): string {
  const { batch, image, padBefore, inChannels } = geometry;
  const { padded, stride } = plan;
  const [cellRows, cellColumns] = [padded[0] / stride, padded[1] / stride];
  let pixels = addBlocks(builder, patches, geometry, plan);
  if (stride > 1) {
    const cells = builder.reshape(pixels, [batch, cellRows, cellColumns, stride, stride, inChannels]);
    const shape = [batch, cellRows, stride, cellColumns, stride, inChannels];
    pixels = builder.emit('Transpose', [cells], { shape, dtype: FLOAT }, { perm: CELLS });
  }
  const whole = builder.reshape(pixels, [batch, ...padded, inChannels]);
  if (padded[0] === image[0] && padded[1] === image[1]) return whole;
  const ends = builder.integers([padBefore[0] + image[0], padBefore[1] + image[1]]);
  const inputs = [whole, builder.integers(padBefore), ends, builder.integers([1, 2])];
  return builder.emit('Slice', inputs, { shape: [batch, ...image, inChannels], dtype: FLOAT });
}

/** A filter [K, K, C, O] as a matrix [patch, O] with its rows in the order of the patches' columns. */
export function filterRows(
  builder: GraphBuilder,
  filter: Handle,
  geometry: ConvolutionGeometry,
  plan: PatchPlan,
): string {
  const { kernel, inChannels, outChannels } = geometry;
  const name = exchangeBlocks(builder, materialize(builder, filter), geometry, plan, 'pixels-first');
  return builder.reshape(name, [kernel[0] * kernel[1] * inChannels, outChannels]);
}

/** The inverse of {@link filterRows}. @returns a filter [K, K, C, O] */
export function filterFromRows(
  builder: GraphBuilder,
  rows: string,
  geometry: ConvolutionGeometry,
  plan: PatchPlan,
): string {
  const { kernel, inChannels, outChannels } = geometry;
  const name = exchangeBlocks(builder, rows, geometry, plan, 'blocks-first');
  return builder.reshape(name, [...kernel, inChannels, outChannels]);
}

function exchangeBlocks(
  builder: GraphBuilder,
  name: string,
  { inChannels, outChannels }: ConvolutionGeometry,
  { blocks, stride }: PatchPlan,
  from: 'pixels-first' | 'blocks-first',
): string {
  if (blocks === 1 || stride === 1) return name;
  const depth = inChannels * outChannels;
  const mixed = [blocks, stride, blocks, stride, depth];
  const sorted = [blocks, blocks, stride, stride, depth];
  const [source, target] = from === 'pixels-first' ? [mixed, sorted] : [sorted, mixed];
  return builder.emit('Transpose', [builder.reshape(name, source)], { shape: target, dtype: FLOAT }, { perm: BLOCKS });
}

function padImage(builder: GraphBuilder, image: Handle, geometry: ConvolutionGeometry, { padded }: PatchPlan): string {
  const { batch, image: size, padBefore, inChannels } = geometry;
  const name = materialize(builder, image);
  if (padded[0] === size[0] && padded[1] === size[1]) return name;
  const after = [padded[0] - size[0] - padBefore[0], padded[1] - size[1] - padBefore[1]];
  const pads = builder.integers([0, ...padBefore, 0, 0, ...after, 0]);
  return builder.emit('Pad', [name, pads], { shape: [batch, ...padded, inChannels], dtype: FLOAT });
}

/** [B, H, W, C] to cells [B, H / s, W / s, s * s * C]. */
function cutCells(builder: GraphBuilder, image: string, geometry: ConvolutionGeometry, plan: PatchPlan): string {
  const { batch, inChannels } = geometry;
  const { stride, padded } = plan;
  const [rows, columns] = [padded[0] / stride, padded[1] / stride];
  if (stride === 1) return image;
  const split = builder.reshape(image, [batch, rows, stride, columns, stride, inChannels]);
  const shape = [batch, rows, columns, stride, stride, inChannels];
  const moved = builder.emit('Transpose', [split], { shape, dtype: FLOAT }, { perm: CELLS });
  return builder.reshape(moved, [batch, rows, columns, stride * stride * inChannels]);
}

function addBlocks(builder: GraphBuilder, patches: string, geometry: ConvolutionGeometry, plan: PatchPlan): string {
  const { batch, output, inChannels } = geometry;
  const { blocks, stride } = plan;
  if (blocks === 1) return patches;
  const cell = stride * stride * inChannels;
  const part = { shape: [batch, ...output, cell], dtype: FLOAT };
  const whole = { shape: [batch, output[0] + blocks - 1, output[1] + blocks - 1, cell], dtype: FLOAT };
  const sizes = builder.integers(Array.from({ length: blocks * blocks }, () => cell));
  const source = builder.reshape(patches, [batch, ...output, blocks * blocks * cell]);
  const parts = builder.emitMany(
    'Split',
    [source, sizes],
    Array.from({ length: blocks * blocks }, () => part),
    {
      axis: int(3),
    },
  );
  const placed = blockPositions(blocks).map(([row, column], index) => {
    const pads = builder.integers([0, row, column, 0, 0, blocks - 1 - row, blocks - 1 - column, 0]);
    return builder.emit('Pad', [parts[index]!, pads], whole);
  });
  return placed.reduce((sum, block) => builder.emit('Add', [sum, block], whole));
}

function blockPositions(blocks: number): (readonly [number, number])[] {
  return Array.from({ length: blocks * blocks }, (_, index) => [Math.floor(index / blocks), index % blocks] as const);
}
