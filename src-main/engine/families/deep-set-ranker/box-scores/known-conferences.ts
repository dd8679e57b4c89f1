import type { Conference } from './box-scores';

const EAST = 'ATL BOS BKN CHA CHI CLE DET IND MIA MIL NYK ORL PHI TOR WAS';
const WEST = 'DAL DEN GSW HOU LAC LAL MEM MIN NOP OKC PHX POR SAC SAS UTA';

/**
 * Conferences of the NBA's teams since 2004-05 by abbreviation, for sources that leave the column empty: team tables of the
 * league's own interface often do.
 */
export const KNOWN_CONFERENCES: ReadonlyMap<string, Conference> = new Map([
  ...EAST.split(' ').map((abbreviation) => [abbreviation, 'E'] as const),
  ...WEST.split(' ').map((abbreviation) => [abbreviation, 'W'] as const),
]);
