export interface PathPoint {
  readonly x: number;
  readonly y: number;
}

/**
 * A curve from axis to axis, level where it crosses them. An axis that does not apply to the trial leaves a gap.
 *
 * @param points one an axis, null where the trial has no place on it
 * @returns path data; empty without two neighbouring points
 */
export function linePath(points: readonly (PathPoint | null)[]): string {
  let path = '';
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (point === null || before === null || before === undefined) return;
    const middle = round((before.x + point.x) / 2);
    const startsAnew = index < 2 || points[index - 2] === null;
    if (startsAnew) path += `M${round(before.x)} ${round(before.y)}`;
    path += `C${middle} ${round(before.y)} ${middle} ${round(point.y)} ${round(point.x)} ${round(point.y)}`;
  });
  return path;
}

const round = (value: number): number => Math.round(value * 10) / 10;
