const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** `850 ms`, `12.3 s`, `4 min 05`, `4 h 20`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < MINUTE_MS) return `${(ms / 1000).toFixed(1)} s`;
  const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ${pad((ms % MINUTE_MS) / 1000)}`;
  return `${Math.floor(ms / HOUR_MS)} h ${pad((ms % HOUR_MS) / MINUTE_MS)}`;
}

/** `27.05 MB`; decimal units, as disks are sold. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  return `${(count / 1000 ** power).toFixed(power === 0 ? 0 : 2)} ${units[power]!}`;
}

/** A number with a fixed count of digits; `n/a` for what is not there. */
export const fixed = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined || !Number.isFinite(value) ? 'n/a' : value.toFixed(digits);

/** `6,763,387`. */
export const thousands = (value: number): string => value.toLocaleString('en-US');

/** A bar of `width` cells, filled to `fraction`. */
export function bar(fraction: number, width = 16): string {
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}
