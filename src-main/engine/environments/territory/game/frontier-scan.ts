import { OCTANTS } from './action-codec';
import type { Board } from './board';
import { octantOf } from './octant';
import { COLUMN_BITS, MAP_TILES, NOBODY, PLAYERS, ROW_SHIFT } from './rules';

const OWNERS = PLAYERS + 1;

/**
 * The frontier of one player by octants around its centre of land. Kept until the board around the player changes:
 * mask, bots and the first order of a tick share it.
 */
export class FrontierScan {
  /** [octant * 7 + owner], frontier tiles. */
  readonly counts = new Int32Array(OCTANTS * OWNERS);
  /** [octant], frontier tiles of any owner. */
  readonly totals = new Int32Array(OCTANTS);
  /** Octant of each entry of the frontier list. */
  private readonly octants = new Uint8Array(MAP_TILES);
  /** [octant * 2 + has owner], where the next such tile goes while sorting. */
  private readonly cursors = new Int32Array(OCTANTS * 2);
  private version = -1;

  constructor(
    private readonly board: Board,
    private readonly player: number,
  ) {}

  /** @returns this, up to date */
  refresh(): this {
    const version = this.board.version[this.player]!;
    if (version !== this.version) this.scan();
    this.version = version;
    return this;
  }

  /**
   * Writes the frontier sorted by octant, in each octant the tiles without owner first.
   * @param out    int16, written from 0 on
   * @param starts int32 [8], where each octant begins in `out`
   */
  sortTargets(out: Int16Array, starts: Int32Array): void {
    const { counts, totals, octants, cursors } = this;
    const { owner } = this.board;
    const list = this.board.frontier[this.player]!;
    const count = this.board.frontierCount[this.player]!;
    for (let octant = 0, start = 0; octant < OCTANTS; start += totals[octant]!, octant++) {
      starts[octant] = start;
      cursors[octant * 2] = start;
      cursors[octant * 2 + 1] = start + counts[octant * OWNERS + NOBODY]!;
    }
    for (let i = 0; i < count; i++) {
      const tile = list[i]!;
      const cursor = octants[i]! * 2 + (owner[tile] === NOBODY ? 0 : 1);
      out[cursors[cursor]!] = tile;
      cursors[cursor]! += 1;
    }
  }

  private scan(): void {
    const { board, player, counts, totals, octants } = this;
    const { owner } = board;
    const list = board.frontier[player]!;
    const count = board.frontierCount[player]!;
    // Vectors from the centre times the number of tiles: whole numbers, no division.
    const tiles = board.tiles[player]!;
    const sumX = board.sumX[player]!;
    const sumY = board.sumY[player]!;
    counts.fill(0);
    totals.fill(0);
    for (let i = 0; i < count; i++) {
      const tile = list[i]!;
      const octant = octantOf(tiles * (tile & COLUMN_BITS) - sumX, tiles * (tile >> ROW_SHIFT) - sumY);
      octants[i] = octant;
      counts[octant * OWNERS + owner[tile]!]! += 1;
      totals[octant]! += 1;
    }
  }
}
