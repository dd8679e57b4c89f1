/** A rectangle of the desktop in device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** At least this much of the window must lie on a display, or it could not be grabbed. */
const GRIP = 80;

/** @returns whether a window there could be reached on one of the displays' work areas */
export function isReachable(bounds: Bounds, workAreas: readonly Bounds[]): boolean {
  return workAreas.some(
    (area) =>
      bounds.x + bounds.width >= area.x + GRIP &&
      bounds.x <= area.x + area.width - GRIP &&
      bounds.y >= area.y - 1 &&
      bounds.y <= area.y + area.height - GRIP,
  );
}
