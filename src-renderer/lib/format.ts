/** What cannot be known is said, never 0 and never a dash. */
export const NOT_AVAILABLE = 'n/a';
/** U+2212, as wide as the plus sign and the digits. */
const MINUS = '−';

type Missing = null | undefined;

const isMissing = (value: number | Missing): value is Missing =>
  value === null || value === undefined || Number.isNaN(value);
const withMinus = (text: string): string => text.replace(/^-/, MINUS);
/** `-0.000` is 0: a sign without a digit behind it says nothing. */
const withoutEmptySign = (text: string): string => (/^-[0.,]*$/.test(text) ? text.slice(1) : text);

/** @returns a whole number with thousands separated: `6,763,387` */
export function formatCount(value: number | Missing): string {
  if (isMissing(value)) return NOT_AVAILABLE;
  return withMinus(withoutEmptySign(Math.round(value).toLocaleString('en-US')));
}

/** @returns a number with a fixed count of digits after the point: `0.150`, `−0.0137`, `1,204.5` */
export function formatNumber(value: number | Missing, digits: number): string {
  if (isMissing(value)) return NOT_AVAILABLE;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  return withMinus(
    withoutEmptySign(value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })),
  );
}

/** @returns a difference with its sign: `+0.0022`, `−0.0137`, `0.0000` */
export function formatDifference(value: number | Missing, digits: number): string {
  const text = formatNumber(value, digits);
  return !isMissing(value) && value > 0 && /[1-9∞]/.test(text) ? `+${text}` : text;
}

/** @returns `0.2059 ± 0.0044`; with one seed the words that there is no interval: `0.2059 one seed` */
export function formatMeanAndSpread(mean: number, standardDeviation: number | null, digits: number): string {
  const spread = standardDeviation === null ? 'one seed' : `± ${formatNumber(standardDeviation, digits)}`;
  return `${formatNumber(mean, digits)} ${spread}`;
}

/** @returns a small number in powers of ten, as errors are compared: `9.4e−7`; 0 stays `0` */
export function formatScientific(value: number | Missing): string {
  if (isMissing(value)) return NOT_AVAILABLE;
  if (value === 0) return '0';
  return withMinus(value.toExponential(1)).replace('e-', `e${MINUS}`).replace('e+', 'e');
}

/** @returns a share from 0 to 1 as `92.9 %` */
export function formatPercent(share: number | Missing, digits = 1): string {
  return isMissing(share) ? NOT_AVAILABLE : `${formatNumber(share * 100, digits)} %`;
}

/** @returns `0.8 s`, `42 s`, `14 min`, `4 h 20`, `3 d 4 h` */
export function formatDuration(milliseconds: number | Missing): string {
  if (isMissing(milliseconds)) return NOT_AVAILABLE;
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** @returns decimal units, two digits after the point below a hundred: `812 B`, `27.05 MB`, `371 MB` */
export function formatBytes(bytes: number | Missing): string {
  if (isMissing(bytes)) return NOT_AVAILABLE;
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  const units = ['kB', 'MB', 'GB', 'TB'] as const;
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  return `${formatNumber(amount, amount < 100 ? 2 : 0)} ${units[power - 1]!}`;
}

/** @returns `today, 16:52`, `yesterday`, `12 Nov`, `12 Nov 2023` for other years; in the time of this computer */
export function formatWhen(time: number | Missing, now: number = Date.now()): string {
  if (isMissing(time)) return NOT_AVAILABLE;
  const date = new Date(time);
  const days = Math.round((startOfDay(now) - startOfDay(time)) / 86_400_000);
  if (days === 0) return `today, ${formatClock(time)}`;
  if (days === 1) return 'yesterday';
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  return `${date.getDate()} ${date.toLocaleString('en-GB', { month: 'short' })}${isThisYear ? '' : ` ${date.getFullYear()}`}`;
}

/** @returns `16:52:08`, or `16:52` without seconds */
export function formatClock(time: number, withSeconds = false): string {
  const date = new Date(time);
  const parts = [date.getHours(), date.getMinutes(), ...(withSeconds ? [date.getSeconds()] : [])];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

/** @returns `1 run`, `3 runs`: the number and its noun */
export function formatAmount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
