import { CODE } from '../observation/observation-layout';
import type { TerritoryMap } from '../map/territory-map';
import { COLUMN_BITS, HILL, MAP_SIDE, MAP_TILES, NOBODY, PLAYERS, ROW_SHIFT, WATER } from './rules';

const OWNERS = PLAYERS + 1;
const NEIGHBOURS = [-MAP_SIDE, -1, 1, MAP_SIDE] as const;

/**
 * Who owns what, with everything around borders kept up to date tile by tile.
 *
 * The frontier of a player is the land it could take next: tiles of others (or of nobody) that touch a tile of its own.
 * Lists are changed by swapping with the last entry, so their order follows from the history of the game alone.
 * `#frontier` is what the brute-force twin in the test counts anew.
 */
export class Board {
  terrain: Uint8Array = new Uint8Array(MAP_TILES);
  landTiles = 0;
  readonly owner = new Uint8Array(MAP_TILES);
  readonly city = new Uint8Array(MAP_TILES);
  /** Tile codes of the observation. */
  readonly code = new Uint8Array(MAP_TILES);
  /** By player id; index 0 counts nothing. */
  readonly tiles = new Int32Array(OWNERS);
  readonly cities = new Int32Array(OWNERS);
  readonly sumX = new Int32Array(OWNERS);
  readonly sumY = new Int32Array(OWNERS);
  /** Own tiles with a land neighbour of another owner or of nobody. */
  readonly borderTiles = new Int32Array(OWNERS);
  /** [owner * 7 + other]: pairs of neighbouring land tiles of the two, symmetric. */
  readonly edges = new Int32Array(OWNERS * OWNERS);
  /** Grows whenever a tile of the player or of its frontier changes hands: what was derived from it is stale then. */
  readonly version = new Int32Array(OWNERS);
  /** [player][...], the first `frontierCount[player]` entries. */
  readonly frontier: readonly Int16Array[] = Array.from({ length: OWNERS }, () => new Int16Array(MAP_TILES));
  readonly frontierCount = new Int32Array(OWNERS);
  /** [player * 16384 + tile], place in the frontier list, -1 = not in it. */
  private readonly place = new Int16Array(OWNERS * MAP_TILES);
  /** [player * 16384 + tile], how many neighbours of the tile the player owns. */
  private readonly touch = new Uint8Array(OWNERS * MAP_TILES);
  /** How many land neighbours of a tile have another owner than the tile. */
  private readonly foreign = new Uint8Array(MAP_TILES);

  /** An empty map. */
  reset(map: TerritoryMap): void {
    this.terrain = map.terrain;
    this.landTiles = map.landTiles;
    for (const array of [this.owner, this.city, this.foreign, this.touch]) array.fill(0);
    for (const array of [this.tiles, this.cities, this.sumX, this.sumY, this.borderTiles, this.edges]) array.fill(0);
    this.place.fill(-1);
    this.frontierCount.fill(0);
    // Never back to 0: scans of the game before must not look fresh.
    for (let player = 0; player < OWNERS; player++) this.version[player]! += 1;
    for (let tile = 0; tile < MAP_TILES; tile++) this.code[tile] = this.unownedCode(tile);
  }

  /** Whether a tile is the player's own, inside its land and without a city. */
  isBuildable(player: number, tile: number): boolean {
    return this.owner[tile] === player && this.foreign[tile] === 0 && this.city[tile] === 0;
  }

  /** Puts a city on a tile that has an owner. */
  placeCity(tile: number): void {
    const player = this.owner[tile]!;
    this.city[tile] = 1;
    this.cities[player]! += 1;
    this.code[tile] = player + CODE.cityOffset;
    this.version[player]! += 1;
  }

  /** Hands a land tile to a player, with its city. */
  setOwner(tile: number, next: number): void {
    const previous = this.owner[tile]!;
    this.owner[tile] = next;
    this.code[tile] = next + (this.city[tile] === 1 ? CODE.cityOffset : 0);
    this.moveCounts(tile, previous, next);
    this.removeFromFrontier(next, tile);
    if (previous !== NOBODY && this.touch[previous * MAP_TILES + tile]! > 0) this.addToFrontier(previous, tile);
    if (previous !== NOBODY && this.foreign[tile]! > 0) this.borderTiles[previous]! -= 1;
    let foreign = 0;
    for (let i = 0; i < 4; i++) {
      const neighbour = tile + NEIGHBOURS[i]!;
      if (this.terrain[neighbour] === WATER) continue;
      const owner = this.owner[neighbour]!;
      this.updateNeighbour(neighbour, owner, previous, next);
      if (owner !== next) foreign += 1;
    }
    this.foreign[tile] = foreign;
    if (foreign > 0) this.borderTiles[next]! += 1;
    this.version[previous]! += 1;
    this.version[next]! += 1;
  }

  private moveCounts(tile: number, previous: number, next: number): void {
    const x = tile & COLUMN_BITS;
    const y = tile >> ROW_SHIFT;
    const city = this.city[tile]!;
    if (previous !== NOBODY) {
      this.tiles[previous]! -= 1;
      this.sumX[previous]! -= x;
      this.sumY[previous]! -= y;
      this.cities[previous]! -= city;
    }
    this.tiles[next]! += 1;
    this.sumX[next]! += x;
    this.sumY[next]! += y;
    this.cities[next]! += city;
  }

  /** What changes for a land neighbour, owned by `owner`, of a tile that went from `previous` to `next`. */
  private updateNeighbour(tile: number, owner: number, previous: number, next: number): void {
    const { touch, edges } = this;
    if (previous !== NOBODY && (touch[previous * MAP_TILES + tile]! -= 1) === 0) {
      this.removeFromFrontier(previous, tile);
    }
    if ((touch[next * MAP_TILES + tile]! += 1) === 1 && owner !== next) this.addToFrontier(next, tile);
    if (owner !== previous) {
      edges[owner * OWNERS + previous]! -= 1;
      edges[previous * OWNERS + owner]! -= 1;
      if (owner === next) this.changeForeign(tile, owner, -1);
    }
    if (owner !== next) {
      edges[owner * OWNERS + next]! += 1;
      edges[next * OWNERS + owner]! += 1;
      if (owner === previous) this.changeForeign(tile, owner, 1);
    }
    this.version[owner]! += 1;
  }

  private changeForeign(tile: number, owner: number, by: number): void {
    const before = this.foreign[tile]!;
    this.foreign[tile] = before + by;
    if (owner === NOBODY) return;
    if (before === 0) this.borderTiles[owner]! += 1;
    else if (before + by === 0) this.borderTiles[owner]! -= 1;
  }

  private addToFrontier(player: number, tile: number): void {
    const place = player * MAP_TILES + tile;
    if (this.place[place] !== -1) return;
    const count = this.frontierCount[player]!;
    this.place[place] = count;
    this.frontier[player]![count] = tile;
    this.frontierCount[player] = count + 1;
  }

  private removeFromFrontier(player: number, tile: number): void {
    const place = player * MAP_TILES + tile;
    const at = this.place[place]!;
    if (at === -1) return;
    const list = this.frontier[player]!;
    const count = this.frontierCount[player]! - 1;
    const last = list[count]!;
    list[at] = last;
    this.place[player * MAP_TILES + last] = at;
    this.place[place] = -1;
    this.frontierCount[player] = count;
  }

  private unownedCode(tile: number): number {
    const terrain = this.terrain[tile]!;
    return terrain === WATER ? CODE.water : terrain === HILL ? CODE.hill : CODE.plain;
  }
}
