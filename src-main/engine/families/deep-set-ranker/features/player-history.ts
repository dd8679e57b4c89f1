import type { BoxScores } from '../box-scores/box-scores';

/** Values of a player's game that rolling means are taken of, in the order of the feature columns. */
export const ROLLING_VALUES = ['pts', 'reb', 'ast', 'stl', 'blk', 'tov', 'on_court_pm_approx'] as const;

/** Which of a player's games count: positions of his running sums, `begin` inclusive, `end` exclusive. */
export interface HistorySpan {
  readonly begin: number;
  readonly end: number;
}

/**
 * All games of each player in order of time, with running sums, so that the mean over any stretch of games costs two
 * reads. Entries of player p are `offsets[p]` to `offsets[p + 1]`.
 */
export class PlayerHistory {
  private readonly offsets: Int32Array;
  private readonly days: Int32Array;
  private readonly teams: Int32Array;
  /**
   * Sums of a player's values over his entries so far. Player p has one more row than entries; that before his entry e is
   * row e + p. The sums begin anew with each player: running on, they would carry the rounding of games that lie in the
   * future of the next player's.
   */
  private readonly sums: Float64Array;

  constructor(box: BoxScores) {
    const { playerGames, games } = box;
    this.offsets = offsetsByPlayer(playerGames.players, box.players.length);
    this.days = new Int32Array(playerGames.count);
    this.teams = new Int32Array(playerGames.count);
    const rows = new Int32Array(playerGames.count);
    const next = this.offsets.slice();
    // Player rows are ordered by game, so each player's entries come out in order of time.
    for (let game = 0; game < games.count; game += 1) {
      for (let row = playerGames.offsets[game]!; row < playerGames.offsets[game + 1]!; row += 1) {
        const entry = next[playerGames.players[row]!]!++;
        rows[entry] = row;
        this.days[entry] = games.days[game]!;
        this.teams[entry] = games.teams[game * 2 + playerGames.sides[row]!]!;
      }
    }
    this.sums = runningSums(box, rows, this.offsets);
  }

  /**
   * @param day    games on or after it do not count
   * @param window at most this many of the latest games
   * @param since  games before this day do not count
   */
  span(player: number, day: number, window: number, since: number): HistorySpan {
    const end = this.firstEntryFrom(player, day);
    const begin = Math.max(end - window, this.firstEntryFrom(player, since));
    return { begin: begin + player, end: end + player };
  }

  /** @returns the mean of value `value` (position in {@link ROLLING_VALUES}); 0 for an empty span */
  mean({ begin, end }: HistorySpan, value: number): number {
    const width = ROLLING_VALUES.length;
    return end <= begin ? 0 : (this.sums[end * width + value]! - this.sums[begin * width + value]!) / (end - begin);
  }

  /** @returns how many games the player appeared in for the team, from `since` to before `day` */
  appearances(player: number, team: number, since: number, day: number): number {
    let count = 0;
    for (let entry = this.firstEntryFrom(player, day) - 1; entry >= this.offsets[player]!; entry -= 1) {
      if (this.days[entry]! < since) break;
      if (this.teams[entry] === team) count += 1;
    }
    return count;
  }

  /** @returns the team of the player's last game from `since` to before `day`; -1 without one */
  latestTeam(player: number, since: number, day: number): number {
    const entry = this.firstEntryFrom(player, day) - 1;
    return entry >= this.offsets[player]! && this.days[entry]! >= since ? this.teams[entry]! : -1;
  }

  /** @returns the player's first entry on or after `day`, or one past his last */
  private firstEntryFrom(player: number, day: number): number {
    let low = this.offsets[player]!;
    let high = this.offsets[player + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.days[middle]! < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function offsetsByPlayer(players: Int32Array, playerCount: number): Int32Array {
  const offsets = new Int32Array(playerCount + 1);
  for (const player of players) offsets[player + 1]! += 1;
  for (let player = 0; player < playerCount; player += 1) offsets[player + 1]! += offsets[player]!;
  return offsets;
}

/** @param rows player rows by entry */
function runningSums(
  { playerGames, games, teamGames, players }: BoxScores,
  rows: Int32Array,
  offsets: Int32Array,
): Float64Array {
  const width = ROLLING_VALUES.length;
  const sums = new Float64Array((rows.length + players.length) * width);
  const slots = teamSlots(playerGames.offsets, playerGames.sides, games.count);
  const counts = [
    playerGames.points,
    playerGames.rebounds,
    playerGames.assists,
    playerGames.steals,
    playerGames.blocks,
    playerGames.turnovers,
  ];
  let player = 0;
  rows.forEach((row, entry) => {
    while (entry >= offsets[player + 1]!) player += 1;
    const base = (entry + player) * width;
    const slot = slots[row]!;
    const share = playerGames.minutes[row]! / Math.max(1, teamGames.minutes[slot]!);
    counts.forEach((values, value) => {
      sums[base + width + value] = sums[base + value]! + values[row]!;
    });
    sums[base + width + counts.length] = sums[base + counts.length]! + share * teamGames.pointDifference[slot]!;
  });
  return sums;
}

/** @returns for each player row the row of its team and game */
function teamSlots(offsets: Int32Array, sides: Uint8Array, gameCount: number): Int32Array {
  const slots = new Int32Array(sides.length);
  for (let game = 0; game < gameCount; game += 1) {
    for (let row = offsets[game]!; row < offsets[game + 1]!; row += 1) slots[row] = game * 2 + sides[row]!;
  }
  return slots;
}
