const MILLISECONDS_PER_DAY = 86_400_000;
const DATE_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Dates as whole numbers: they compare, subtract and fit an Int32Array.
 *
 * @param date YYYY-MM-DD
 * @returns days since 1970-01-01; NaN when the text is no date that exists
 */
export function dayNumber(date: string): number {
  if (!DATE_PATTERN.test(date)) return Number.NaN;
  const day = Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_PER_DAY;
  // Date.parse accepts some days that do not exist (31 June): only what is written back equal is a date.
  return Number.isInteger(day) && dateText(day) === date ? day : Number.NaN;
}

/** @returns the day as YYYY-MM-DD; inverse of {@link dayNumber} */
export const dateText = (day: number): string => new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
