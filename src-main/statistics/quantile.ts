/**
 * Quantile by linear interpolation between order statistics (type 7, the default of NumPy and R).
 * @param sorted ascending, at least one value
 * @param share  from 0 to 1
 * @see Hyndman and Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4)
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const lower = sorted[below]!;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return lower + (position - below) * (upper - lower);
}
