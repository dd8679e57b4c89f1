import type { LogLine } from '#contract/run-detail';

/** Older lines stay in the run's files. */
export const KEPT_LINES = 2_000;

const order = (a: LogLine, b: LogLine): number => a.attempt - b.attempt || a.seq - b.seq;
const keyOf = ({ attempt, seq }: LogLine): string => `${attempt}:${seq}`;

/** @returns all lines once, oldest first, at most the newest {@link KEPT_LINES} */
export function mergeLog(known: readonly LogLine[], added: readonly LogLine[]): readonly LogLine[] {
  if (added.length === 0) return known;
  const keys = new Set(known.map(keyOf));
  const fresh = added.filter((line) => !keys.has(keyOf(line)));
  if (fresh.length === 0) return known;
  return [...known, ...fresh].sort(order).slice(-KEPT_LINES);
}
