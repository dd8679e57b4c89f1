/** Shapes are row-major sizes, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** Order of a channels-last [B, H, W, C] tensor's axes in channels-first [B, C, H, W]. */
export const TO_CHANNELS_FIRST: readonly number[] = [0, 3, 1, 2];
/** Order of a channels-first tensor's axes in channels-last. */
export const TO_CHANNELS_LAST: readonly number[] = [0, 2, 3, 1];

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** @returns the shape with ones in front until it has `rank` axes */
export const padShape = (shape: Shape, rank: number): number[] => [
  ...Array.from({ length: Math.max(0, rank - shape.length) }, () => 1),
  ...shape,
];

/** @returns the shape of an elementwise operation's result; sizes are 1 or agree */
export function broadcastShapes(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  const left = padShape(a, rank);
  const right = padShape(b, rank);
  return left.map((size, axis) => (size === 1 ? right[axis]! : size));
}

export const permuteShape = (shape: Shape, permutation: readonly number[]): number[] =>
  permutation.map((axis) => shape[axis]!);

/** @returns the axis counted from the front */
export const frontAxis = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** @returns the axes that an axis attribute means, ascending; all of them when it is absent */
export function axesOf(axis: number | readonly number[] | null | undefined, rank: number): number[] {
  if (axis === null || axis === undefined) return Array.from({ length: rank }, (_, index) => index);
  const axes = typeof axis === 'number' ? [axis] : axis;
  return axes.map((each) => frontAxis(each, rank)).sort((a, b) => a - b);
}

/** @returns the shape after a reduction over `axes` */
export function reducedShape(shape: Shape, axes: readonly number[], keepsAxes: boolean): number[] {
  return keepsAxes
    ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** @returns the shape with one axis's size replaced */
export const withSize = (shape: Shape, axis: number, size: number): number[] =>
  shape.map((old, index) => (index === axis ? size : old));
