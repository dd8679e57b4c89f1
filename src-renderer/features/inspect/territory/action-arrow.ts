import { TERRITORY_DIRECTIONS, type TerritoryDirection } from '#contract/territory-actions';

export type Place = readonly [number, number];

/** Lengths of the arrows of no and of all troops, in tiles. */
const SHORTEST = 6;
const LONGEST = 30;
/** What stays free between the tip and the rim of the map. */
const MARGIN = 2;
const HEAD = 3;
const HEAD_ANGLE = 0.5;
/** East stands at 0 degrees and is the third direction. */
const EAST = TERRITORY_DIRECTIONS.indexOf('E');

/** @returns how far one may go from a place along a coordinate before the rim */
function roomTo(place: number, step: number, side: number): number {
  if (Math.abs(step) < 1e-9) return Infinity;
  return Math.max(0, ((step > 0 ? side - MARGIN : MARGIN) - place) / step);
}

/**
 * @param intensity share of the troops, 0 to 1: the larger, the longer
 * @param side of the map; the arrow ends within it
 * @returns SVG path of an arrow; of a ring for WAIT
 */
export function actionPath([x, y]: Place, direction: TerritoryDirection, intensity: number, side: number): string {
  if (direction === 'WAIT') return `M${x - 3} ${y}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z`;
  const angle = ((TERRITORY_DIRECTIONS.indexOf(direction) - EAST) * Math.PI) / 4;
  const length = Math.min(
    SHORTEST + intensity * (LONGEST - SHORTEST),
    roomTo(x, Math.cos(angle), side),
    roomTo(y, Math.sin(angle), side),
  );
  const tip: Place = [x + length * Math.cos(angle), y + length * Math.sin(angle)];
  const wing = (turn: number): Place => [
    tip[0] - HEAD * Math.cos(angle + turn),
    tip[1] - HEAD * Math.sin(angle + turn),
  ];
  const text = (place: Place) => place.map((value) => value.toFixed(2)).join(' ');
  return `M${text([x, y])}L${text(tip)}M${text(wing(HEAD_ANGLE))}L${text(tip)}L${text(wing(-HEAD_ANGLE))}`;
}
