import type { Board } from './board';
import { HILL, NOBODY, RULES } from './rules';

const { unownedCost, enemyCost, enemyCostPerDensity, hillFactor, cityFactor } = RULES.attack;

/**
 * Troops that taking a tile costs.
 * @param density home troops per tile of the tile's owner; not used for a tile without owner
 */
export function captureCost(board: Board, tile: number, density: number): number {
  const terrainFactor = board.terrain[tile] === HILL ? hillFactor : 1;
  if (board.owner[tile] === NOBODY) return unownedCost * terrainFactor;
  const factor = board.city[tile] === 1 ? terrainFactor * cityFactor : terrainFactor;
  return (enemyCost + enemyCostPerDensity * density) * factor;
}
