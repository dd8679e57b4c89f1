/** Directions of an action in the order of their numbers: the eight octants clockwise from north (y - 1), then WAIT. */
export const TERRITORY_DIRECTIONS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW', 'WAIT'] as const;
export type TerritoryDirection = (typeof TERRITORY_DIRECTIONS)[number];

/** Shares of the home troops that a launch commits, in the order of their numbers. */
export const TERRITORY_INTENSITIES = [0.2, 0.35, 0.5, 0.75, 1] as const;
