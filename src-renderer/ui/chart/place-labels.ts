/** Distance of the middle of a label from its line. */
const BESIDE_LINE = 8;

/**
 * Labels of horizontal lines: above the line where there is room, else below it, else wherever they meet no other.
 *
 * @param lines  heights of the lines
 * @param gap    least distance of two middles
 * @param height room from 0
 * @returns the middle of each label, in the order given
 */
export function placeLineLabels(lines: readonly number[], gap: number, height: number): readonly number[] {
  const order = lines.map((_, index) => index).sort((a, b) => lines[a]! - lines[b]!);
  const placed = new Map<number, number>();
  const isFree = (y: number) =>
    y >= gap / 2 && y <= height - gap / 2 && [...placed.values()].every((other) => Math.abs(other - y) >= gap);
  for (const index of order) {
    const wanted = [lines[index]! - BESIDE_LINE, lines[index]! + BESIDE_LINE].find(isFree);
    if (wanted !== undefined) placed.set(index, wanted);
  }
  if (placed.size === lines.length) return lines.map((_, index) => placed.get(index)!);
  return placeLabels(
    lines.map((y) => ({ y: y - BESIDE_LINE })),
    gap,
    height,
  );
}

/** A text on the plot; `y` is the middle of its line. CSS pixels. */
export interface TextBox {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** Distance of the middle of a label from its point: clear of the marker. */
const BESIDE_POINT = 15;

/**
 * Label of a point: above it where there is room, else below it, else beside the texts in its way, as near as possible.
 *
 * @param point  middle of the label along the line, and height of the point
 * @param width  of the label
 * @param taken  texts that are already there
 * @param gap    least distance of two middles where texts meet along the line
 * @param height room from 0
 * @returns the place of the label; above the point when everything is full
 */
export function placePointLabel(
  point: { readonly x: number; readonly y: number },
  width: number,
  taken: readonly TextBox[],
  gap: number,
  height: number,
): TextBox {
  const [left, right] = [point.x - width / 2, point.x + width / 2];
  const inTheWay = taken.filter((other) => other.left < right && left < other.right);
  const isFree = (y: number) =>
    y >= gap / 2 && y <= height - gap / 2 && inTheWay.every((other) => Math.abs(other.y - y) >= gap);
  const beside = inTheWay
    .flatMap(({ y }) => [y - gap, y + gap])
    // Nearer than this it would cover the marker.
    .filter((y) => Math.abs(y - point.y) >= BESIDE_POINT)
    .sort((a, b) => Math.abs(a - point.y) - Math.abs(b - point.y));
  const y = [point.y - BESIDE_POINT, point.y + BESIDE_POINT, ...beside].find(isFree) ?? point.y - BESIDE_POINT;
  return { left, right, y };
}

/** A text beside a point; `y` is the middle of its line in CSS pixels. */
export interface LabelPlace {
  readonly y: number;
}

/**
 * Moves labels apart so that none covers another, as little as possible and inside the plot.
 *
 * @param labels wanted places
 * @param gap    least distance of two middles
 * @param height room from 0
 * @returns the middle of each, in the order given
 */
export function placeLabels(labels: readonly LabelPlace[], gap: number, height: number): readonly number[] {
  const order = labels.map((_, index) => index).sort((a, b) => labels[a]!.y - labels[b]!.y);
  const placed = labels.map(({ y }) => Math.min(Math.max(y, gap / 2), height - gap / 2));
  for (let index = 1; index < order.length; index += 1) {
    const least = placed[order[index - 1]!]! + gap;
    if (placed[order[index]!]! < least) placed[order[index]!] = least;
  }
  // Downwards there may be no room left: push back up from the bottom.
  let limit = height - gap / 2;
  for (const index of order.reverse()) {
    if (placed[index]! > limit) placed[index] = limit;
    limit = placed[index]! - gap;
  }
  return placed;
}
