/** Place of a series in the palette; colour, dash and marker go together and stay with the run on every screen. */
export type SeriesSlot = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

export type MarkerShape = 'circle' | 'square' | 'diamond' | 'triangle' | 'cross';

export interface SeriesLook {
  /** Name of the colour token. */
  readonly token: `--series-${SeriesSlot}`;
  /** Lengths of dash and gap in CSS pixels; empty: a solid line. */
  readonly dash: readonly number[];
  readonly marker: MarkerShape;
  /** From six on markers are hollow. */
  readonly isHollow: boolean;
}

const look = (slot: SeriesSlot, marker: MarkerShape, dash: readonly number[]): SeriesLook => ({
  token: `--series-${slot}`,
  dash,
  marker,
  isHollow: slot >= 6,
});

/** The ten series of the design, in order. */
export const SERIES_LOOKS: Readonly<Record<SeriesSlot, SeriesLook>> = {
  1: look(1, 'circle', []),
  2: look(2, 'square', [7, 3]),
  3: look(3, 'diamond', [2, 3]),
  4: look(4, 'triangle', [9, 3, 2, 3]),
  5: look(5, 'cross', [4, 2]),
  6: look(6, 'circle', [1, 3]),
  7: look(7, 'square', [12, 3]),
  8: look(8, 'diamond', [6, 2, 1, 2, 1, 2]),
  9: look(9, 'triangle', [3, 5]),
  10: look(10, 'cross', [10, 4, 4, 4]),
};

/** @returns an SVG path of the marker around a point; the same text feeds `Path2D` on the canvas */
export function markerPath(shape: MarkerShape, x: number, y: number, radius: number): string {
  const r = radius;
  switch (shape) {
    case 'circle':
      return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    case 'square':
      return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}Z`;
    case 'diamond':
      return `M${x} ${y - r * 1.3}L${x + r * 1.3} ${y}L${x} ${y + r * 1.3}L${x - r * 1.3} ${y}Z`;
    case 'triangle':
      return `M${x} ${y - r * 1.2}L${x + r * 1.2} ${y + r}L${x - r * 1.2} ${y + r}Z`;
    case 'cross':
      return `M${x - r} ${y - r}L${x + r} ${y + r}M${x + r} ${y - r}L${x - r} ${y + r}`;
  }
}
