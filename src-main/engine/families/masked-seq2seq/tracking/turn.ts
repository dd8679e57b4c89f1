/** Length of the field with both end zones, and its width, in yards. */
export const FIELD_LENGTH = 120;
export const FIELD_WIDTH = 53.3;

/**
 * The half turn that makes every offence move to the right: (x, y) becomes (120 - x, 53.3 - y), angles gain 180 degrees.
 * It is its own inverse. (A mirror would exchange the sides of the field.)
 */
export const turnX = (x: number): number => FIELD_LENGTH - x;
export const turnY = (y: number): number => FIELD_WIDTH - y;
/** @param degrees 0 = towards +y, clockwise */
export const turnAngle = (degrees: number): number => (degrees + 180) % 360;
