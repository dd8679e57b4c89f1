/** U+2212, as wide as the digits. */
const MINUS = '−';

/**
 * Texts of the ticks of one axis, all with the same number of digits: `0.10`, `0.15`, `0.20`; very large and very small
 * ones as powers of ten.
 *
 * @param ticks values in ascending order
 */
export function formatTicks(ticks: readonly number[]): readonly string[] {
  const largest = Math.max(0, ...ticks.map(Math.abs));
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : largest || 1;
  const isScientific = largest >= 1e7 || (largest > 0 && largest < 1e-3);
  const digits = Math.max(0, Math.min(10, decimalsOf(step, ticks)));
  return ticks.map((tick) => (isScientific ? scientific(tick) : decimal(tick, digits)));
}

/** Ticks of a logarithmic axis keep only the digits each needs: `0.01`, `0.1`, `1`, `10`. */
export function formatLogTicks(ticks: readonly number[]): readonly string[] {
  return ticks.map((tick) => (tick >= 1e6 || tick < 1e-4 ? scientific(tick) : decimal(tick, decimalsOf(tick, [tick]))));
}

/** Digits after the point that every tick needs to be told from its neighbour. */
function decimalsOf(step: number, ticks: readonly number[]): number {
  const limit = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(step) || 1)));
  for (let digits = 0; digits < limit; digits += 1) {
    if (ticks.every((tick) => Math.abs(Number(tick.toFixed(digits)) - tick) <= Math.abs(step) * 1e-6)) return digits;
  }
  return limit;
}

const decimal = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace('-', MINUS);

function scientific(value: number): string {
  if (value === 0) return '0';
  const [mantissa, exponent] = value.toExponential().split('e');
  return `${decimal(Number(Number(mantissa).toFixed(2)), Number.isInteger(Number(mantissa)) ? 0 : 1)}e${exponent!.replace('+', '').replace('-', MINUS)}`;
}
