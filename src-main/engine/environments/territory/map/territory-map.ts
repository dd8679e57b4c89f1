import { HILL, MAP_SIDE, MAP_TILES, PLAIN, RULES, WATER } from '../game/rules';
import { mixSeeds, RandomNumbers, STREAM } from '../game/random-numbers';
import { heightField } from './height-field';

/** Land and water of a game. */
export interface TerritoryMap {
  /** Seed it is made from. */
  readonly seed: number;
  /** uint8 [128 * 128]: 0 water, 1 plain, 2 hill; the outermost tiles are water, so a land tile has four neighbours */
  readonly terrain: Uint8Array;
  readonly landTiles: number;
}

/** @returns terrain by height: the lowest tiles are water, the highest fifth of the land is hills */
function terrainOf(heights: Float64Array): Uint8Array {
  const sorted = heights.slice().sort();
  const sea = sorted[Math.floor(MAP_TILES * (1 - RULES.map.landShare))]!;
  const hills = sorted[Math.floor(MAP_TILES * (1 - RULES.map.landShare * RULES.map.hillShareOfLand))]!;
  return Uint8Array.from(heights, (height) => (height < sea ? WATER : height < hills ? PLAIN : HILL));
}

/** Marks the land mass around a tile and returns its size; 4-connected. */
function markMass(terrain: Uint8Array, marks: Int32Array, start: number, mark: number, stack: Int32Array): number {
  let [depth, size] = [1, 0];
  stack[0] = start;
  marks[start] = mark;
  while (depth > 0) {
    const tile = stack[--depth]!;
    size += 1;
    for (const next of [tile - MAP_SIDE, tile - 1, tile + 1, tile + MAP_SIDE]) {
      if (terrain[next] === WATER || marks[next] !== 0) continue;
      marks[next] = mark;
      stack[depth++] = next;
    }
  }
  return size;
}

/** Sinks all but the largest land mass: there are no boats, so all players must be able to meet. Returns its size. */
function keepLargestMass(terrain: Uint8Array): number {
  const marks = new Int32Array(MAP_TILES);
  const stack = new Int32Array(MAP_TILES);
  let [largest, largestMark, mark] = [0, 0, 0];
  for (let tile = 0; tile < MAP_TILES; tile++) {
    if (terrain[tile] === WATER || marks[tile] !== 0) continue;
    const size = markMass(terrain, marks, tile, ++mark, stack);
    if (size > largest) [largest, largestMark] = [size, mark];
  }
  for (let tile = 0; tile < MAP_TILES; tile++) if (marks[tile] !== largestMark) terrain[tile] = WATER;
  return largest;
}

/**
 * Makes the map of a seed; takes some milliseconds. A map whose largest land mass is too small is drawn again from the
 * next seed of the chain, at most 16 times; the largest found is taken then.
 */
export function makeTerritoryMap(seed: number): TerritoryMap {
  let best: TerritoryMap | null = null;
  for (let attempt = 0; attempt < RULES.map.attempts; attempt++) {
    const terrain = terrainOf(heightField(new RandomNumbers(mixSeeds(seed, attempt), STREAM.map)));
    const landTiles = keepLargestMass(terrain);
    if (best === null || landTiles > best.landTiles) best = { seed, terrain, landTiles };
    if (landTiles >= RULES.map.smallestShare * MAP_TILES) break;
  }
  return best!;
}
