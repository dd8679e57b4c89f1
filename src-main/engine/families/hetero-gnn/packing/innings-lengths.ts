/**
 * Lengths that innings are padded to: each is a compiled form of the step, and at most 20 are allowed. Median and 90 per
 * cent of T20 innings are 122 and 128 deliveries, so the steps are fine there.
 */
const LENGTHS = [16, 48, 80, 104, 116, 122, 128, 136, 144] as const;
/** Longer ones, of other sources, are padded to a multiple of this. */
const STEP = 24;

/** @returns the padded length of an innings of that many deliveries */
export const paddedLength = (deliveries: number): number =>
  LENGTHS.find((length) => length >= deliveries) ?? Math.ceil(deliveries / STEP) * STEP;
