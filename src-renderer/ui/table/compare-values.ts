/**
 * Order of two cells. Numbers by value, words as a person sorts them (`seed 9` before `seed 10`); what is missing comes
 * last whichever way the column is sorted.
 */
export function compareValues(a: number | string | null, b: number | string | null, descending: boolean): number {
  const [isMissingA, isMissingB] = [isMissing(a), isMissing(b)];
  if (isMissingA || isMissingB) return Number(isMissingA) - Number(isMissingB);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : WORDS.compare(String(a), String(b));
  return descending ? -order : order;
}

const WORDS = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const isMissing = (value: number | string | null): boolean => value === null || Number.isNaN(value);
