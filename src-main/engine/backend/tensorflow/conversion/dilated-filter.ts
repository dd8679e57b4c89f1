import type { ConvolutionGeometry } from '../../../compiler/kernels/convolution-geometry';
import { materialize } from '../../../compiler/lowering/forms';
import type { GraphBuilder } from '../../../compiler/lowering/graph-builder';
import type { Handle } from '../../../compiler/lowering/handle';

/*
 * TensorFlow's CPU kernels have no gradients of dilated convolutions. A dilated filter is a larger one with zeros between
 * its elements, so all three passes use that; it costs the multiplications by zero.
 */

const FLOAT = 'float32' as const;

/** Row, column: each size on the way from a filter to one with zeros between, [KH, KW, C, O] throughout. */
function sizes({ kernel, dilation, inChannels, outChannels }: ConvolutionGeometry) {
  const channels = [inChannels, outChannels];
  return {
    isDilated: dilation[0] > 1 || dilation[1] > 1,
    cells: [kernel[0], 1, kernel[1], 1, ...channels],
    paddedCells: [kernel[0], dilation[0], kernel[1], dilation[1], ...channels],
    padded: [kernel[0] * dilation[0], kernel[1] * dilation[1], ...channels],
    wide: [(kernel[0] - 1) * dilation[0] + 1, (kernel[1] - 1) * dilation[1] + 1, ...channels],
    narrow: [...kernel, ...channels],
  };
}

/** @returns the name of the filter with zeros between its elements */
export function dilatedFilter(builder: GraphBuilder, filter: Handle, geometry: ConvolutionGeometry): string {
  const { isDilated, cells, paddedCells, padded, wide } = sizes(geometry);
  const name = materialize(builder, filter);
  if (!isDilated) return name;
  const [rows, columns] = geometry.dilation;
  const pads = builder.integers([0, 0, 0, 0, 0, 0, 0, rows - 1, 0, columns - 1, 0, 0]);
  const spread = builder.emit('Pad', [builder.reshape(name, cells), pads], { shape: paddedCells, dtype: FLOAT });
  return window(builder, builder.reshape(spread, padded), wide);
}

/** The transpose of {@link dilatedFilter}. @returns the name of the elements between which there are zeros */
export function filterWithoutDilation(builder: GraphBuilder, name: string, geometry: ConvolutionGeometry): string {
  const { isDilated, cells, paddedCells, padded, narrow } = sizes(geometry);
  if (!isDilated) return name;
  const [rows, columns] = geometry.dilation;
  const pads = builder.integers([0, 0, 0, 0, rows - 1, columns - 1, 0, 0]);
  const whole = builder.emit('Pad', [name, pads], { shape: padded, dtype: FLOAT });
  return builder.reshape(window(builder, builder.reshape(whole, paddedCells), cells), narrow);
}

/** The first elements along every axis. */
function window(builder: GraphBuilder, name: string, shape: readonly number[]): string {
  const axes = shape.map((_, axis) => axis);
  const inputs = [name, builder.integers(axes.map(() => 0)), builder.integers(shape), builder.integers(axes)];
  return builder.emit('Slice', inputs, { shape, dtype: FLOAT });
}
