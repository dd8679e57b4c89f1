import { InvalidValueError } from '#contract/errors/data-errors';
import type { DataPlace } from '#contract/errors/data-errors';
import type { DataProblems } from '../../../data/data-problems';
import { COUNT_COLUMNS } from './layout';
import type { CountColumn } from './layout';

/** More than any count of a team in a game: larger values are slips of the pen and would not fit 16 bits. */
const LARGEST_COUNT = 1000;

/** Reports the first negative or absurd count of a row. @returns whether all counts are possible */
export function checkCounts(
  columns: Readonly<Record<CountColumn, Int32Array>>,
  row: number,
  place: DataPlace,
  problems: DataProblems,
): boolean {
  for (const name of COUNT_COLUMNS) {
    const value = columns[name][row]!;
    if (value >= 0 && value <= LARGEST_COUNT) continue;
    problems.add(new InvalidValueError(place, name, String(value), `a count from 0 to ${LARGEST_COUNT}`));
    return false;
  }
  return true;
}
