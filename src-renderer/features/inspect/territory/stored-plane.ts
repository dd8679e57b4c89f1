const LARGEST_BYTE = 255;

/** @returns numbers from 0 to 1 that are stored as base64 of a byte each; steps of 1/255 */
export function sharesOf(base64: string): Float32Array {
  return Float32Array.from(atob(base64), (letter) => letter.charCodeAt(0) / LARGEST_BYTE);
}

/** Weights over a square map. */
export interface Plane {
  readonly side: number;
  /** [side * side] */
  readonly values: Float32Array;
}

/** @returns the weights of one decision out of [decisions, side, side] */
export const planeAt = ({ side, values }: Plane, decision: number): Plane => ({
  side,
  values: values.subarray(decision * side * side, (decision + 1) * side * side),
});

/** @returns smallest and largest weight; both 0 for an empty plane */
export const rangeOf = ({ values }: Plane): readonly [number, number] =>
  values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)];
