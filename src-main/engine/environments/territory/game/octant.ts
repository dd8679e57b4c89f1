/** Slope at which an axis ends and a diagonal begins: sqrt(2) - 1 = tan(22.5 degrees), rounded as in the rules. */
export const OCTANT_SLOPE = 0.41421356;

/**
 * Octant of a vector on the map, y pointing south: 0 N, 1 NE, 2 E and so on clockwise. The zero vector is S.
 * Length does not matter, so callers may scale both numbers to avoid a division.
 */
export function octantOf(dx: number, dy: number): number {
  const width = dx < 0 ? -dx : dx;
  const height = dy < 0 ? -dy : dy;
  if (width <= OCTANT_SLOPE * height) return dy < 0 ? 0 : 4;
  if (height <= OCTANT_SLOPE * width) return dx > 0 ? 2 : 6;
  if (dx > 0) return dy < 0 ? 1 : 3;
  return dy < 0 ? 7 : 5;
}
