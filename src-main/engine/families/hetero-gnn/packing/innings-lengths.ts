/**
 * Lengths that innings are padded to. Each is a compiled form of the step, and eight stay loaded: with more, shuffled batches
 * would load one anew at nearly every step. Median and 90 per cent of T20 innings are 122 and 128 deliveries, so the steps
 * are fine there.
 */
const LENGTHS = [24, 64, 96, 116, 123, 128, 144] as const;
/** Longer ones, of other sources, are padded to a multiple of this. */
const STEP = 24;

/** @returns the padded length of an innings of that many deliveries */
export const paddedLength = (deliveries: number): number =>
  LENGTHS.find((length) => length >= deliveries) ?? Math.ceil(deliveries / STEP) * STEP;
