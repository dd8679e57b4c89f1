import type { PredictionTable } from '../families/family';

const NEEDS_QUOTES = /[",\r\n]/;

/** Numbers in full precision, so that they read back to the same bits; null as an empty field. */
function csvField(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @returns a CSV file (RFC 4180) with a header line; lines end with a line feed */
export function toCsv({ columns, rows }: PredictionTable): string {
  return [columns, ...rows].map((row) => `${row.map(csvField).join(',')}\n`).join('');
}
