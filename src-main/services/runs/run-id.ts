import { randomInt } from 'node:crypto';

// Crockford's base 32 in lower case: no i, l, o, u, so that an id read aloud or typed is the same id.
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;
const EPOCH_MS = Date.UTC(2024, 0, 1);
/** Ids that one millisecond has room for: 50 bits less 40 of time, which last until 2058. */
const IDS_A_MILLISECOND = 1024;

let last = 0;

/**
 * @returns a new run id: sorts by creation time, also within one millisecond of this process
 * @see src-preload/contract/ids.ts for the form
 */
export function newRunId(now: number = Date.now()): string {
  return `r-${nextNumber(now)}`;
}

/** @returns a new study id, of the same form and from the same count */
export function newStudyId(now: number = Date.now()): string {
  return `s-${nextNumber(now)}`;
}

function nextNumber(now: number): string {
  // The lower half of a millisecond's room is drawn from, so that the following ids of this process still fit into it.
  const drawn = (now - EPOCH_MS) * IDS_A_MILLISECOND + randomInt(IDS_A_MILLISECOND / 2);
  last = Math.max(last + 1, drawn);
  return toBase32(last);
}

function toBase32(value: number): string {
  let text = '';
  for (let rest = value; text.length < LENGTH; rest = Math.floor(rest / 32)) text = DIGITS[rest % 32]! + text;
  return text;
}
