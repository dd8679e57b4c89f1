/** A line of which each point may stand for many; `low` and `high` are their extremes. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/**
 * Joins neighbouring points until at most `maxPoints` are left. Each keeps the last x, the mean of the finite values and
 * the extremes, so no spike is lost; the last point stays as it is, since it is the one that is read.
 *
 * @param points    in ascending order of x; `low` and `high` as long as `y`
 * @param maxPoints at least 2
 */
export function reducePoints(points: Points, maxPoints: number): Points {
  const count = points.x.length;
  if (count <= maxPoints) return points;
  const size = Math.ceil((count - 1) / (maxPoints - 1));
  const x: number[] = [];
  const y: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  for (let start = 0; start < count - 1; start += size) {
    const end = Math.min(start + size, count - 1);
    const finite = points.y.slice(start, end).filter(Number.isFinite);
    x.push(points.x[end - 1]!);
    y.push(finite.length === 0 ? NaN : finite.reduce((sum, value) => sum + value, 0) / finite.length);
    low.push(Math.min(...points.low.slice(start, end)));
    high.push(Math.max(...points.high.slice(start, end)));
  }
  return {
    x: [...x, points.x[count - 1]!],
    y: [...y, points.y[count - 1]!],
    low: [...low, points.low[count - 1]!],
    high: [...high, points.high[count - 1]!],
  };
}
