import { MAP_SIDE, MAP_TILES, NOBODY, PLAYERS, RULES } from '../game/rules';
import { cityCost } from '../game/cities';
import type { TerritoryGame } from '../game/territory-game';
import { CODE, GLOBAL_FEATURES, MAP_CHANNELS, PALETTE_LENGTH, type TerritoryObservations } from './observation-layout';

const OWNERS = PLAYERS + 1;
const CHANNELS = MAP_CHANNELS.length;
const [OWN, ENEMY, UNOWNED, OWN_DENSITY, ENEMY_DENSITY] = [0, 1, 2, 3, 4] as const;
const FULL_DENSITY = 25;
const CITY_MARK = 0.25;
const HILL_VALUE = 0.5;
const LARGEST_CAPACITY = 120_000;
const LARGEST_CITY_COST = cityCost(RULES.city.doublings);
const MOST_CITIES = 10;
const SHARE_CHANGE_FACTOR = 10;
const WINDOW = 10;

const clip = (value: number): number => Math.max(-1, Math.min(1, value));

/** Writes which channels the tile codes stand for, as the player sees them. */
function writePalette(game: TerritoryGame, player: number, palette: Float32Array): void {
  palette.fill(0);
  palette[CODE.plain * CHANNELS + UNOWNED] = 1;
  palette[CODE.hill * CHANNELS + UNOWNED] = HILL_VALUE;
  for (let owner = 1; owner < OWNERS; owner++) {
    const [land, troops] = owner === player ? [OWN, OWN_DENSITY] : [ENEMY, ENEMY_DENSITY];
    const density = Math.min(1, game.density(owner) / FULL_DENSITY);
    const [plain, city] = [owner * CHANNELS, (owner + CODE.cityOffset) * CHANNELS];
    palette[plain + land] = 1;
    palette[city + land] = 1;
    palette[plain + troops] = density;
    palette[city + troops] = Math.min(1, density + CITY_MARK);
  }
}

/** @returns distance between the centres of land of the player and the nearest living opponent / 128; 1 without one */
function nearestEnemy({ board, alive }: TerritoryGame, player: number): number {
  const [x, y] = [board.sumX[player]! / board.tiles[player]!, board.sumY[player]! / board.tiles[player]!];
  let nearest = Infinity;
  for (let other = 1; other < OWNERS; other++) {
    if (other === player || alive[other] === 0) continue;
    const [dx, dy] = [board.sumX[other]! / board.tiles[other]! - x, board.sumY[other]! / board.tiles[other]! - y];
    nearest = Math.min(nearest, dx * dx + dy * dy);
  }
  return nearest === Infinity ? 1 : Math.sqrt(nearest) / MAP_SIDE;
}

/** @returns share of the player's border edges behind which an enemy stands, 0 without a border */
function enemyBorderShare({ board }: TerritoryGame, player: number): number {
  let [enemy, all] = [0, 0];
  for (let other = 0; other < OWNERS; other++) {
    if (other === player) continue;
    const edges = board.edges[player * OWNERS + other]!;
    all += edges;
    if (other !== NOBODY) enemy += edges;
  }
  return all === 0 ? 0 : enemy / all;
}

/** Writes the global features, in the order of {@link GLOBAL_FEATURES}. An eliminated player sees zeros. */
function writeGlobals(game: TerritoryGame, player: number, out: Float32Array): void {
  out.fill(0);
  if (game.alive[player] === 0) return;
  const capacity = game.capacity(player);
  const [home, committed, rank] = [game.troops[player]!, game.committed(player), game.rank(player)];
  const change = game.share(player) - game.history.shareBefore(player, game.decision);
  out[0] = home / capacity;
  out[1] = capacity / LARGEST_CAPACITY;
  out[2] = clip((RULES.time.ticksPerDecision * game.growthPerTick(player)) / capacity);
  out[3] = game.share(player);
  out[4] = clip(SHARE_CHANGE_FACTOR * change);
  out[5] = rank / PLAYERS;
  out[6] = enemyBorderShare(game, player);
  out[7] = Math.min(1, game.board.cities[player]! / MOST_CITIES);
  out[8] = Math.min(1, game.gold[player]! / LARGEST_CITY_COST);
  out[9] = game.decision / RULES.time.cap;
  out[10] = game.living / PLAYERS;
  out[11] = nearestEnemy(game, player);
  out[12] = game.history.recentLaunches(player) / WINDOW;
  out[13] = game.history.recentOctants(player) / 8;
  out[14] = (PLAYERS - rank) / (PLAYERS - 1);
  out[15] = committed + home === 0 ? 0 : committed / (committed + home);
}

/** Writes what a player sees now into one row. */
export function writeObservation(game: TerritoryGame, player: number, to: TerritoryObservations, row: number): void {
  to.codes.set(game.board.code, row * MAP_TILES);
  writePalette(game, player, to.palettes.subarray(row * PALETTE_LENGTH, (row + 1) * PALETTE_LENGTH));
  const width = GLOBAL_FEATURES.length;
  writeGlobals(game, player, to.globals.subarray(row * width, (row + 1) * width));
}
