import { TERRITORY_DIRECTIONS, TERRITORY_INTENSITIES } from '#contract/territory-actions';

/** Directions of an action: the eight octants clockwise from north (y - 1), then WAIT. */
export const DIRECTIONS = TERRITORY_DIRECTIONS;
export const OCTANTS = 8;
/** Index of WAIT among the directions. */
export const WAIT = 8;
/** Share of the home troops that a launch commits. */
export const INTENSITIES = TERRITORY_INTENSITIES;
const CHOICES = INTENSITIES.length * 2;
export const ACTIONS = DIRECTIONS.length * CHOICES;

/** @returns direction * 10 + intensity * 2 + build, 0 to 89 */
export const encodeAction = (direction: number, intensity: number, build: boolean): number =>
  direction * CHOICES + intensity * 2 + (build ? 1 : 0);

/** @returns 0 to 8, 8 = WAIT */
export const actionDirection = (action: number): number => Math.floor(action / CHOICES);

/** @returns index into {@link INTENSITIES} */
export const actionIntensity = (action: number): number => Math.floor((action % CHOICES) / 2);

/** @returns whether the action also builds a city */
export const actionBuilds = (action: number): boolean => action % 2 === 1;
