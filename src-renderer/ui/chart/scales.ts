/** Lowest and highest value that an axis shows. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** Share of the height kept free above and below the data. */
const PADDING = 0.06;

/**
 * Step of 1, 2, 2.5 or 5 times a power of ten that gives about `count` ticks.
 *
 * @see Heckbert, “Nice numbers for graph labels”, Graphics Gems, 1990; 2.5 added, since percentages read well with it
 */
export function niceStep(span: number, count: number): number {
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const share = raw / power;
  const nice = [1, 2, 2.5, 5, 10].find((step) => share <= step * (1 + 1e-9)) ?? 10;
  return nice * power;
}

/** @returns multiples of a nice step inside the range, both ends included */
export function linearTicks({ min, max }: ValueRange, count: number): readonly number[] {
  if (!(max > min)) return [min];
  const step = niceStep(max - min, count);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  // Multiplying whole numbers keeps 0.3 from becoming 0.30000000000000004 by addition.
  return Array.from({ length: last - first + 1 }, (_, index) => cleanNumber((first + index) * step));
}

/** @returns powers of ten inside the range; with fewer than three of them also 2 and 5 times each */
export function logTicks({ min, max }: ValueRange): readonly number[] {
  if (!(min > 0) || !(max > min)) return [];
  const first = Math.floor(Math.log10(min));
  const powers = Array.from({ length: Math.ceil(Math.log10(max)) - first + 1 }, (_, index) => first + index);
  const inside = (values: readonly number[]) =>
    values.filter((value) => value >= min * 0.999999 && value <= max * 1.000001);
  const tens = inside(powers.map((power) => cleanNumber(10 ** power)));
  if (tens.length >= 3) return tens;
  return inside(powers.flatMap((power) => [1, 2, 5].map((factor) => cleanNumber(factor * 10 ** power))));
}

/**
 * Range of a linear axis: from the data, a little wider, never forced to 0.
 *
 * @param values finite and other numbers; only finite ones count
 */
export function linearRange(values: Iterable<number>): ValueRange {
  const { min, max } = extremes(values);
  if (min > max) return { min: 0, max: 1 };
  // All equal: a band around the value, so that the line lies in the middle.
  const span = max - min || Math.abs(max) * 0.2 || 1;
  return { min: min - span * PADDING, max: max + span * PADDING };
}

/** Range of a logarithmic axis over the positive values; one decade when there are none. */
export function logRange(values: Iterable<number>): ValueRange {
  const { min, max } = extremes(values, (value) => value > 0);
  if (min > max) return { min: 0.1, max: 1 };
  const factor = (max / min) ** PADDING;
  return min === max ? { min: min / 2, max: max * 2 } : { min: min / factor, max: max * factor };
}

/** @returns where a value lies: 0 at the lower end of the range, 1 at the upper one */
export function toShare(value: number, { min, max }: ValueRange, isLog: boolean): number {
  return isLog ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
}

function extremes(values: Iterable<number>, counts: (value: number) => boolean = () => true): ValueRange {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value) || !counts(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

const cleanNumber = (value: number): number => Number(value.toPrecision(12));
