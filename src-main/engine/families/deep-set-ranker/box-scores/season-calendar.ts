import { dayNumber } from '../../../data/day-number';
import type { Season } from './box-scores';

/** `data.season_ranges`: season name to its first and last day, YYYY-MM-DD. */
export type SeasonRanges = Readonly<Record<string, { readonly start: string; readonly end: string }>>;

/** @returns the seasons in order of time */
export const seasonCalendar = (ranges: SeasonRanges): readonly Season[] =>
  Object.entries(ranges)
    .map(([name, { start, end }]) => ({ name, start: dayNumber(start), end: dayNumber(end) }))
    .sort((a, b) => a.start - b.start);

/** @returns the season that a day lies in, or undefined when it lies in none */
export const seasonOfDay = (calendar: readonly Season[], day: number): Season | undefined =>
  calendar.find((season) => day >= season.start && day <= season.end);
