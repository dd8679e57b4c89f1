import type { Board } from './board';
import type { RandomNumbers } from './random-numbers';
import { MAP_SIDE, RULES } from './rules';

const { reach, draws, cost, doublings } = RULES.city;

/** @returns gold that the next city costs: doubles with the first three, 1,200 at most */
export const cityCost = (cities: number): number => cost * 2 ** Math.min(cities, doublings);

const centreOf = (sum: number, tiles: number): number => Math.floor(sum / tiles + 0.5);

/** @returns the tile at (dx, dy) from the centre of a player's land when a city can stand there, else -1 */
function placeAt(board: Board, player: number, dx: number, dy: number): number {
  const x = centreOf(board.sumX[player]!, board.tiles[player]!) + dx;
  const y = centreOf(board.sumY[player]!, board.tiles[player]!) + dy;
  if (dx * dx + dy * dy > reach * reach || x < 0 || y < 0 || x >= MAP_SIDE || y >= MAP_SIDE) return -1;
  const tile = y * MAP_SIDE + x;
  return board.isBuildable(player, tile) ? tile : -1;
}

/** @returns the first place for a city from north-west on, -1 = there is none */
export function firstCityPlace(board: Board, player: number): number {
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const tile = placeAt(board, player, dx, dy);
      if (tile !== -1) return tile;
    }
  }
  return -1;
}

/** @returns a place for a city, drawn at random; the first one when no draw hits; -1 = there is none */
export function drawCityPlace(board: Board, player: number, random: RandomNumbers): number {
  for (let draw = 0; draw < draws; draw++) {
    const side = 2 * reach + 1;
    const tile = placeAt(board, player, random.below(side) - reach, random.below(side) - reach);
    if (tile !== -1) return tile;
  }
  return firstCityPlace(board, player);
}
