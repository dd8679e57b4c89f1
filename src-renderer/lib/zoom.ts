/** Steps of the zoom commands, 80 to 200 %. */
const ZOOM_STEPS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** @returns the next larger (`1`) or smaller (`-1`) step; the ends stay */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  const TOLERANCE = 1e-6;
  const candidates = ZOOM_STEPS.filter((step) => (direction === 1 ? step > zoom + TOLERANCE : step < zoom - TOLERANCE));
  return (direction === 1 ? candidates[0] : candidates.at(-1)) ?? zoom;
}
