import { ACTIONS } from '../../src-main/engine/environments/territory/game/action-codec';
import { cityCost } from '../../src-main/engine/environments/territory/game/cities';
import { MAP_SIDE, MAP_TILES, PLAYERS } from '../../src-main/engine/environments/territory/game/rules';
import type { TerritoryGame } from '../../src-main/engine/environments/territory/game/territory-game';

/** Slow, obvious twins of what the board keeps up to date tile by tile. */
const neighbours = (tile: number): number[] => {
  const [x, y] = [tile % MAP_SIDE, Math.floor(tile / MAP_SIDE)];
  const around = [
    [x, y - 1],
    [x - 1, y],
    [x + 1, y],
    [x, y + 1],
  ];
  return around
    .filter(([nx, ny]) => nx! >= 0 && ny! >= 0 && nx! < MAP_SIDE && ny! < MAP_SIDE)
    .map(([nx, ny]) => ny! * MAP_SIDE + nx!);
};

const tilesOf = ({ board }: TerritoryGame, player: number): number[] =>
  Array.from(board.owner.keys()).filter((tile) => board.owner[tile] === player);

const landNeighbours = ({ board }: TerritoryGame, tile: number): number[] =>
  neighbours(tile).filter((next) => board.terrain[next] !== 0);

export function bruteForceFrontier(game: TerritoryGame, player: number): number[] {
  const frontier = new Set<number>();
  for (const tile of tilesOf(game, player)) {
    for (const next of landNeighbours(game, tile)) if (game.board.owner[next] !== player) frontier.add(next);
  }
  return [...frontier].sort((a, b) => a - b);
}

export const bruteForceBorderTiles = (game: TerritoryGame, player: number): number =>
  tilesOf(game, player).filter((tile) => landNeighbours(game, tile).some((next) => game.board.owner[next] !== player))
    .length;

/** Pairs of neighbouring land tiles of two different owners. */
export function bruteForceEdges(game: TerritoryGame, player: number, other: number): number {
  let edges = 0;
  for (const tile of tilesOf(game, player)) {
    edges += landNeighbours(game, tile).filter((next) => game.board.owner[next] === other).length;
  }
  return edges;
}

/** Octant by angle: the axis or diagonal that is nearest. */
function angleOctant(dx: number, dy: number): number {
  if (dx === 0 && dy === 0) return 4;
  const degrees = (Math.atan2(dx, -dy) * 180) / Math.PI;
  return ((Math.round(degrees / 45) % 8) + 8) % 8;
}

/** [octant], frontier tiles. */
export function bruteForceOctants(game: TerritoryGame, player: number): number[] {
  const tiles = tilesOf(game, player);
  const mean = (of: (tile: number) => number): number => tiles.reduce((sum, tile) => sum + of(tile), 0) / tiles.length;
  const [cx, cy] = [mean((tile) => tile % MAP_SIDE), mean((tile) => Math.floor(tile / MAP_SIDE))];
  const counts = new Array<number>(8).fill(0);
  for (const tile of bruteForceFrontier(game, player)) {
    counts[angleOctant((tile % MAP_SIDE) - cx, Math.floor(tile / MAP_SIDE) - cy)]! += 1;
  }
  return counts;
}

function canBuild(game: TerritoryGame, player: number): boolean {
  const tiles = tilesOf(game, player);
  if (game.gold[player]! < cityCost(tiles.filter((tile) => game.board.city[tile] === 1).length)) return false;
  const centre = (of: (tile: number) => number): number =>
    Math.round(tiles.reduce((sum, tile) => sum + of(tile), 0) / tiles.length);
  const [cx, cy] = [centre((tile) => tile % MAP_SIDE), centre((tile) => Math.floor(tile / MAP_SIDE))];
  return tiles.some((tile) => {
    const [dx, dy] = [(tile % MAP_SIDE) - cx, Math.floor(tile / MAP_SIDE) - cy];
    const isInside = landNeighbours(game, tile).every((next) => game.board.owner[next] === player);
    return dx * dx + dy * dy <= 100 && game.board.city[tile] === 0 && isInside;
  });
}

export function bruteForceMask(game: TerritoryGame, player: number): number[] {
  const mask = new Array<number>(ACTIONS).fill(0);
  mask[80] = 1;
  if (game.alive[player] === 0) return mask;
  const builds = canBuild(game, player) ? 1 : 0;
  mask[81] = builds;
  const octants = bruteForceOctants(game, player);
  if (Math.floor(game.troops[player]! * 0.2) < 1) return mask;
  for (let action = 0; action < 80; action++) {
    if (octants[Math.floor(action / 10)]! > 0) mask[action] = action % 2 === 0 ? 1 : builds;
  }
  return mask;
}

/** Tiles of all players and of nobody; and troops, gold and orders that no rule allows. */
export function conservationFaults(game: TerritoryGame): string[] {
  const faults: string[] = [];
  const { board } = game;
  let [land, unowned] = [0, 0];
  const owned = new Array<number>(PLAYERS + 1).fill(0);
  for (let tile = 0; tile < MAP_TILES; tile++) {
    const owner = board.owner[tile]!;
    if (board.terrain[tile] === 0) {
      if (owner !== 0) faults.push(`water tile ${tile} has an owner`);
      continue;
    }
    land += 1;
    if (owner === 0) unowned += 1;
    else owned[owner]! += 1;
  }
  const sum = owned.reduce((total, count) => total + count, unowned);
  if (sum !== land || land !== board.landTiles) faults.push(`${sum} of ${land} land tiles`);
  for (let player = 1; player <= PLAYERS; player++) {
    if (owned[player] !== board.tiles[player]) faults.push(`player ${player}: ${owned[player]} tiles counted`);
    if (owned[player]! > 0 !== (game.alive[player] === 1)) faults.push(`player ${player}: life and land differ`);
  }
  for (const amounts of [game.troops, game.gold, game.orders]) {
    if (amounts.some((amount) => !(amount >= 0 && amount < Infinity)))
      faults.push('an amount is negative or not finite');
  }
  return faults;
}
