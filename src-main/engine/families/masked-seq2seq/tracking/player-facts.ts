const HEIGHT = /^(\d+)-(\d+)$/;
const INCHES_PER_FOOT = 12;
const DAYS_PER_YEAR = 365.25;
const MILLISECONDS_PER_DAY = 86_400_000;

/** @param text feet and inches, `6-1` @returns inches; NaN when unknown */
export function heightInches(text: string): number {
  const [, feet, inches] = HEIGHT.exec(text.trim()) ?? [];
  return feet === undefined ? Number.NaN : Number(feet) * INCHES_PER_FOOT + Number(inches);
}

/** @returns day of the game in days since 1970, from the first eight digits of its id (yyyymmdd); NaN when they are no date */
export function gameDay(gameId: number): number {
  const text = String(gameId);
  return Date.parse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}T00:00:00Z`) / MILLISECONDS_PER_DAY;
}

/** @param birthDate yyyy-mm-dd @returns age in years on the day; NaN when unknown */
export const ageOnDay = (birthDate: string, day: number): number =>
  (day - Date.parse(`${birthDate.trim()}T00:00:00Z`) / MILLISECONDS_PER_DAY) / DAYS_PER_YEAR;
