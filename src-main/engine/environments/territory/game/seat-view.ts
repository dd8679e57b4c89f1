import { OCTANTS } from './action-codec';
import { NOBODY, PLAYERS } from './rules';
import type { TerritoryGame } from './territory-game';

const OWNERS = PLAYERS + 1;

/** What a scripted or linear player may look at: its own numbers, and what lies around its border. */
export interface SeatView {
  readonly player: number;
  /** Troops at home. */
  readonly troops: number;
  readonly capacity: number;
  readonly tiles: number;
  readonly gold: number;
  readonly cities: number;
  /** Troops in orders. */
  readonly committed: number;
  /** Home troops per tile. */
  readonly density: number;
  /** Own tiles / land tiles. */
  readonly share: number;
  /** Highest density among the living players at the border; 0 without one. */
  readonly strongestNeighbourDensity: number;
  readonly canBuild: boolean;
  /** Tiles that an order into the octant can take. */
  targets(octant: number): number;
  /** Of these, tiles without owner. */
  unownedTargets(octant: number): number;
  /** Mean of the owners' densities over the octant's enemy tiles; infinite without one. */
  enemyDensity(octant: number): number;
  /** Troops under way in the octant. */
  order(octant: number): number;
  /** Writes which actions are allowed, uint8 [90] from `offset` on. */
  writeMask(mask: Uint8Array, offset: number): void;
}

/** The view of one seat onto a running game; always shows the game as it is now. */
export class GameSeat implements SeatView {
  constructor(
    private readonly game: TerritoryGame,
    readonly player: number,
  ) {}

  get troops(): number {
    return this.game.troops[this.player]!;
  }

  get capacity(): number {
    return this.game.capacity(this.player);
  }

  get tiles(): number {
    return this.game.board.tiles[this.player]!;
  }

  get gold(): number {
    return this.game.gold[this.player]!;
  }

  get cities(): number {
    return this.game.board.cities[this.player]!;
  }

  get committed(): number {
    return this.game.committed(this.player);
  }

  get density(): number {
    return this.game.density(this.player);
  }

  get share(): number {
    return this.game.share(this.player);
  }

  get strongestNeighbourDensity(): number {
    let strongest = 0;
    for (let other = 1; other < OWNERS; other++) {
      if (other === this.player || this.game.board.edges[this.player * OWNERS + other] === 0) continue;
      strongest = Math.max(strongest, this.game.density(other));
    }
    return strongest;
  }

  get canBuild(): boolean {
    return this.game.canBuild(this.player);
  }

  targets(octant: number): number {
    return this.game.frontier(this.player).totals[octant]!;
  }

  unownedTargets(octant: number): number {
    return this.game.frontier(this.player).counts[octant * OWNERS + NOBODY]!;
  }

  enemyDensity(octant: number): number {
    const { counts } = this.game.frontier(this.player);
    let [sum, tiles] = [0, 0];
    for (let other = 1; other < OWNERS; other++) {
      const count = counts[octant * OWNERS + other]!;
      if (count === 0) continue;
      sum += count * this.game.density(other);
      tiles += count;
    }
    return tiles === 0 ? Infinity : sum / tiles;
  }

  order(octant: number): number {
    return this.game.orders[this.player * OCTANTS + octant]!;
  }

  writeMask(mask: Uint8Array, offset: number): void {
    this.game.writeMask(this.player, mask, offset);
  }
}
