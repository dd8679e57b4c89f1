import { MAP_SIDE, MAP_TILES, PLAIN, PLAYERS, RULES } from '../game/rules';
import type { RandomNumbers } from '../game/random-numbers';
import type { TerritoryMap } from './territory-map';

const distanceSquared = (a: number, b: number): number => {
  const dx = (a % MAP_SIDE) - (b % MAP_SIDE);
  const dy = Math.floor(a / MAP_SIDE) - Math.floor(b / MAP_SIDE);
  return dx * dx + dy * dy;
};

function plainTiles({ terrain }: TerritoryMap, count: number, random: RandomNumbers): number[] {
  const tiles: number[] = [];
  while (tiles.length < count) {
    const tile = random.below(MAP_TILES);
    if (terrain[tile] === PLAIN) tiles.push(tile);
  }
  return tiles;
}

/**
 * Six tiles far from each other, by farthest-point sampling among random plain tiles, in random order.
 * @returns [player - 1], a tile each
 * @see Gonzalez (1985), Clustering to minimize the maximum intercluster distance, Theoretical Computer Science 38
 */
export function drawSpawns(map: TerritoryMap, random: RandomNumbers): readonly number[] {
  const candidates = plainTiles(map, RULES.spawn.candidates, random);
  const chosen = [candidates[0]!];
  const nearest = candidates.map((tile) => distanceSquared(tile, chosen[0]!));
  while (chosen.length < PLAYERS) {
    const next = candidates[nearest.indexOf(Math.max(...nearest))]!;
    chosen.push(next);
    candidates.forEach((tile, i) => (nearest[i] = Math.min(nearest[i]!, distanceSquared(tile, next))));
  }
  for (let last = PLAYERS - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [chosen[last], chosen[other]] = [chosen[other]!, chosen[last]!];
  }
  return chosen;
}
