import type { BoxScores, Season } from '../box-scores/box-scores';

/** A date that lists are built for. */
export interface ListDate {
  readonly day: number;
  readonly season: Season;
}

/** @returns every day with regular-season games, in order */
export function gameDates({ games, seasons }: BoxScores): readonly ListDate[] {
  const dates: ListDate[] = [];
  for (let game = 0; game < games.count; game += 1) {
    const day = games.days[game]!;
    if (dates.at(-1)?.day !== day) dates.push({ day, season: seasons[games.seasons[game]!]! });
  }
  return dates;
}

/**
 * Every step-th date with step = floor(n / maximum), as the original does: a little more than `maximum` remain
 * (1,422 dates and 200: step 7, 204 dates).
 */
export function everyStepDate(dates: readonly ListDate[], maximum: number | null): readonly ListDate[] {
  if (maximum === null || dates.length <= maximum) return dates;
  const step = Math.floor(dates.length / maximum);
  return dates.filter((_, index) => index % step === 0);
}

/**
 * `count` dates at even distances, the ends' halves of a distance left free. Both conferences of a date stay
 * together: sampling lists one by one with an even step keeps a single conference (spec section 3.7).
 */
export function evenlySpacedDates(dates: readonly ListDate[], count: number): readonly ListDate[] {
  if (dates.length <= count) return dates;
  return Array.from({ length: count }, (_, index) => dates[Math.floor(((index + 0.5) * dates.length) / count)]!);
}
