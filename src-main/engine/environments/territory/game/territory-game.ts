import { createHash } from 'node:crypto';
import type { TerritoryMap } from '../map/territory-map';
import { drawSpawns } from '../map/spawns';
import { actionBuilds, actionDirection, actionIntensity, ACTIONS, INTENSITIES, OCTANTS, WAIT } from './action-codec';
import { writeActionMask } from './action-mask';
import { captureCost } from './attack-cost';
import { Board } from './board';
import { cityCost, drawCityPlace, firstCityPlace } from './cities';
import { FrontierScan } from './frontier-scan';
import { PlayerHistory } from './player-history';
import { RandomNumbers, STREAM } from './random-numbers';
import { MAP_SIDE, MAP_TILES, NOBODY, PLAYERS, RULES, WATER } from './rules';

const OWNERS = PLAYERS + 1;
const { attack, capacity, gold, growth, spawn, time, winShare } = RULES;

/** What a player's action did at once. */
export interface ActionEffect {
  launched: boolean;
  built: boolean;
}

/**
 * One game of Territory: state and rules, nothing of rewards or policies. All numbers follow from (seed, map, actions),
 * by integers and + - * / alone, so a game is the same on every machine (docs/families/actor-critic.md#rules).
 */
export class TerritoryGame {
  readonly board = new Board();
  /** float64 by player id: home troops. */
  readonly troops = new Float64Array(OWNERS);
  readonly gold = new Float64Array(OWNERS);
  /** [player * 8 + octant], troops under way. */
  readonly orders = new Float64Array(OWNERS * OCTANTS);
  /** By player id, 1 = lives. */
  readonly alive = new Uint8Array(OWNERS);
  /** By player id, rank at elimination, 0 = lives. */
  readonly eliminatedRank = new Uint8Array(OWNERS);
  /** By player id: tiles taken, opponents absorbed. */
  readonly captures = new Int32Array(OWNERS);
  readonly absorbed = new Int32Array(OWNERS);
  readonly history = new PlayerHistory();
  /** Decisions played. */
  decision = 0;
  living = 0;
  private tick = 0;
  private readonly scans = Array.from({ length: OWNERS }, (_, player) => new FrontierScan(this.board, player));
  /** Targets of the player whose turn it is, by octant: where they start, how many, how many without owner. */
  private readonly targets = new Int16Array(MAP_TILES);
  private readonly targetStarts = new Int32Array(OCTANTS);
  private readonly targetCounts = new Int32Array(OCTANTS);
  private readonly unownedCounts = new Int32Array(OCTANTS);
  private readonly effect: ActionEffect = { launched: false, built: false };
  private readonly resolution = new RandomNumbers(0, STREAM.resolution);
  private readonly cityDraws = new RandomNumbers(0, STREAM.city);

  /** Starts a game. */
  reset(seed: number, map: TerritoryMap): void {
    this.board.reset(map);
    for (const array of [this.gold, this.orders, this.eliminatedRank, this.captures, this.absorbed]) array.fill(0);
    this.alive.fill(1);
    this.alive[NOBODY] = 0;
    this.troops.fill(spawn.troops);
    this.troops[NOBODY] = 0;
    this.living = PLAYERS;
    this.decision = 0;
    this.tick = 0;
    this.resolution.seed(seed, STREAM.resolution);
    this.cityDraws.seed(seed, STREAM.city);
    drawSpawns(map, new RandomNumbers(seed, STREAM.spawn)).forEach((tile, i) => this.settle(i + 1, tile));
    this.history.reset();
    this.beginDecision();
  }

  /** Notes where everybody stands before the actions of a decision. */
  beginDecision(): void {
    for (let player = 1; player < OWNERS; player++) this.history.begin(player, this.decision, this.share(player));
  }

  /**
   * Launches an order and builds, as far as the rules allow; what they do not allow does nothing.
   * @returns what it did; overwritten by the next call
   */
  act(player: number, action: number): Readonly<ActionEffect> {
    const { effect } = this;
    effect.launched = false;
    effect.built = false;
    if (this.alive[player] === 0) return effect;
    const direction = actionDirection(action);
    if (direction !== WAIT) effect.launched = this.launch(player, direction, INTENSITIES[actionIntensity(action)]!);
    if (actionBuilds(action)) effect.built = this.build(player);
    return effect;
  }

  /** Plays the ticks of a decision, after the actions of all players. */
  advance(): void {
    for (let i = 0; i < time.ticksPerDecision; i++) {
      for (let player = 1; player < OWNERS; player++) if (this.alive[player] === 1) this.grow(player);
      for (let turn = 0; turn < PLAYERS; turn++) this.resolveOrders(1 + ((this.tick + turn) % PLAYERS));
      this.tick += 1;
    }
    this.decision += 1;
  }

  /** @returns the player's frontier by octants; refreshed by every call */
  frontier(player: number): FrontierScan {
    return this.scans[player]!.refresh();
  }

  capacity(player: number): number {
    return capacity.base + capacity.perTile * this.board.tiles[player]! + capacity.perCity * this.board.cities[player]!;
  }

  /** @returns home troops per tile; 0 for a player without tiles */
  density(player: number): number {
    const tiles = this.board.tiles[player]!;
    return tiles === 0 ? 0 : this.troops[player]! / tiles;
  }

  /** @returns own tiles / land tiles */
  share(player: number): number {
    return this.board.tiles[player]! / this.board.landTiles;
  }

  /** @returns home troops that the next tick adds (or takes, above the capacity) */
  growthPerTick(player: number): number {
    const troops = this.troops[player]!;
    const limit = this.capacity(player);
    if (troops < limit) return growth.rate * troops * (1 - troops / limit) + growth.base;
    return -growth.decay * (troops - limit);
  }

  committed(player: number): number {
    let sum = 0;
    for (let i = player * OCTANTS; i < (player + 1) * OCTANTS; i++) sum += this.orders[i]!;
    return sum;
  }

  /** @returns one more than the players with more tiles; of an eliminated player one more than the living at its end */
  rank(player: number): number {
    if (this.alive[player] === 0) return this.eliminatedRank[player]!;
    let larger = 0;
    for (let other = 1; other < OWNERS; other++) {
      if (this.board.tiles[other]! > this.board.tiles[player]!) larger += 1;
    }
    return 1 + larger;
  }

  canAffordCity(player: number): boolean {
    return this.gold[player]! >= cityCost(this.board.cities[player]!);
  }

  canBuild(player: number): boolean {
    return this.alive[player] === 1 && this.canAffordCity(player) && firstCityPlace(this.board, player) !== -1;
  }

  /** Writes which of the 90 actions are allowed; an eliminated player may only wait. */
  writeMask(player: number, mask: Uint8Array, offset: number): void {
    // An eliminated player has neither troops nor a frontier, so only WAIT is left.
    const facts = {
      troops: this.alive[player] === 1 ? this.troops[player]! : 0,
      canBuild: this.canBuild(player),
      targets: this.frontier(player).totals,
    };
    writeActionMask(facts, mask.subarray(offset, offset + ACTIONS));
  }

  /** @returns player who has the winning share or is alone, 0 = nobody yet */
  winner(): number {
    for (let player = 1; player < OWNERS; player++) {
      if (this.alive[player] === 1 && (this.living === 1 || this.share(player) >= winShare)) return player;
    }
    return 0;
  }

  /** @returns 16 hexadecimal digits over everything that the future depends on, but the random streams */
  stateHash(): string {
    const hash = createHash('sha256');
    const { owner, city } = this.board;
    for (const array of [owner, city, this.alive, this.troops, this.gold, this.orders]) {
      hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    }
    return hash.update(`${this.decision} ${this.tick}`).digest('hex').slice(0, 16);
  }

  private settle(player: number, spawnTile: number): void {
    const reach = Math.floor(Math.sqrt(spawn.radiusSquared));
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const [x, y] = [(spawnTile % MAP_SIDE) + dx, Math.floor(spawnTile / MAP_SIDE) + dy];
        if (dx * dx + dy * dy > spawn.radiusSquared || x < 0 || y < 0 || x >= MAP_SIDE || y >= MAP_SIDE) continue;
        const tile = y * MAP_SIDE + x;
        if (this.board.terrain[tile] !== WATER && this.board.owner[tile] === NOBODY) this.board.setOwner(tile, player);
      }
    }
  }

  private launch(player: number, octant: number, share: number): boolean {
    const troops = Math.floor(this.troops[player]! * share);
    if (troops < 1 || this.frontier(player).totals[octant] === 0) return false;
    this.troops[player]! -= troops;
    this.orders[player * OCTANTS + octant]! += troops;
    this.history.recordLaunch(player, this.decision, octant);
    return true;
  }

  private build(player: number): boolean {
    if (!this.canAffordCity(player)) return false;
    const tile = drawCityPlace(this.board, player, this.cityDraws);
    if (tile === -1) return false;
    this.gold[player]! -= cityCost(this.board.cities[player]!);
    this.board.placeCity(tile);
    return true;
  }

  private grow(player: number): void {
    this.troops[player]! += this.growthPerTick(player);
    this.gold[player]! +=
      gold.base + gold.perTile * this.board.tiles[player]! + gold.perCity * this.board.cities[player]!;
  }

  /** One tick of a player's orders. All of them see the frontier as it was when the player's turn began. */
  private resolveOrders(player: number): void {
    let isSorted = false;
    for (let octant = 0; octant < OCTANTS; octant++) {
      if (this.orders[player * OCTANTS + octant] === 0) continue;
      if (!isSorted) this.prepareTargets(player);
      isSorted = true;
      this.resolveOrder(player, octant);
    }
  }

  private prepareTargets(player: number): void {
    const scan = this.frontier(player);
    scan.sortTargets(this.targets, this.targetStarts);
    for (let octant = 0; octant < OCTANTS; octant++) {
      this.targetCounts[octant] = scan.totals[octant]!;
      this.unownedCounts[octant] = scan.counts[octant * OWNERS + NOBODY]!;
    }
  }

  /** One tick of one order: unowned tiles first, then those of enemies, each from a random place of the list on. */
  private resolveOrder(player: number, octant: number): void {
    const at = player * OCTANTS + octant;
    const order = this.orders[at]!;
    const count = this.targetCounts[octant]!;
    if (count === 0) {
      this.troops[player]! += order;
      this.orders[at] = 0;
      return;
    }
    const start = this.targetStarts[octant]!;
    const unowned = this.unownedCounts[octant]!;
    const enemies = count - unowned;
    const force = Math.min(1, order / (attack.troopsPerTarget * count));
    const quota = Math.max(1, Math.ceil(attack.quotaShare * count * force));
    const unownedStart = unowned === 0 ? 0 : this.resolution.below(unowned);
    const enemyStart = enemies === 0 ? 0 : this.resolution.below(enemies);
    for (let i = 0; i < quota && this.orders[at]! > 0; i++) {
      const index = i < unowned ? (unownedStart + i) % unowned : unowned + ((enemyStart + i - unowned) % enemies);
      this.takeTile(player, at, this.targets[start + index]!);
    }
  }

  /** Pays for a tile and takes it; an order that cannot pay ends, and half of what is left comes home. */
  private takeTile(player: number, order: number, tile: number): void {
    const defender = this.board.owner[tile]!;
    // The tile came with an opponent that was absorbed a moment ago.
    if (defender === player) return;
    const density = this.density(defender);
    const cost = captureCost(this.board, tile, density);
    const left = this.orders[order]! - cost;
    if (left < 0) {
      this.troops[player]! += attack.returnedShare * this.orders[order]!;
      this.orders[order] = 0;
      return;
    }
    this.orders[order] = left;
    this.board.setOwner(tile, player);
    this.captures[player]! += 1;
    if (defender === NOBODY) return;
    this.troops[defender] = Math.max(0, this.troops[defender]! - attack.defenderLoss * density);
    if (this.board.tiles[defender]! <= attack.absorbedBelow) this.absorb(player, defender);
  }

  private absorb(player: number, defender: number): void {
    for (let tile = 0; tile < MAP_TILES; tile++) {
      if (this.board.owner[tile] !== defender) continue;
      this.board.setOwner(tile, player);
      this.captures[player]! += 1;
    }
    this.gold[player]! += attack.absorbedGoldShare * this.gold[defender]!;
    this.gold[defender] = 0;
    this.troops[defender] = 0;
    this.orders.fill(0, defender * OCTANTS, (defender + 1) * OCTANTS);
    this.alive[defender] = 0;
    this.living -= 1;
    this.absorbed[player]! += 1;
    this.eliminatedRank[defender] = this.living + 1;
  }
}
