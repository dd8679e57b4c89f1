/** The two halves of the league. */
export type Conference = 'E' | 'W';
export const CONFERENCES: readonly Conference[] = ['E', 'W'];

export interface Team {
  readonly id: number;
  /** Three letters, such as `BOS`. */
  readonly abbreviation: string;
  readonly name: string;
  readonly conference: Conference;
}

export interface Player {
  readonly id: number;
  /** `Player <id>` when the source has no name. */
  readonly name: string;
}

/** Games in order of (day, id). A game is known by its position here. */
export interface GameTable {
  readonly count: number;
  readonly ids: readonly string[];
  /** Day numbers. */
  readonly days: Int32Array;
  /** Position in `BoxScores.seasons`. */
  readonly seasons: Int32Array;
  /** Teams of game g: positions in `BoxScores.teams`, home at 2 g, away at 2 g + 1. */
  readonly teams: Int32Array;
}

/** Counts of a team in a game that the team features use. */
export interface TeamCounts {
  readonly points: Int16Array;
  readonly fieldGoalsMade: Int16Array;
  readonly fieldGoalsAttempted: Int16Array;
  readonly threePointersMade: Int16Array;
  readonly freeThrowsAttempted: Int16Array;
  readonly offensiveRebounds: Int16Array;
  readonly defensiveRebounds: Int16Array;
  readonly turnovers: Int16Array;
}

/** One row a team and game, in the order of `GameTable.teams`: home at 2 g, away at 2 g + 1. */
export interface TeamGameTable extends TeamCounts {
  /** 1 = won. */
  readonly won: Uint8Array;
  /** Sum of the players' whole minutes, about 240. */
  readonly minutes: Int32Array;
  /** Own points minus the opponent's. */
  readonly pointDifference: Int32Array;
}

/** Per-player counts that the features use. */
export interface PlayerCounts {
  readonly minutes: Int16Array;
  readonly points: Int16Array;
  readonly rebounds: Int16Array;
  readonly assists: Int16Array;
  readonly steals: Int16Array;
  readonly blocks: Int16Array;
  readonly turnovers: Int16Array;
}

/** One row a player who appeared in a game, ordered by game; rows of game g are `offsets[g]` to `offsets[g + 1]`. */
export interface PlayerGameTable extends PlayerCounts {
  readonly count: number;
  readonly offsets: Int32Array;
  /** Position in `BoxScores.players`. */
  readonly players: Int32Array;
  /** 0 = home, 1 = away: with the game it gives the team row. */
  readonly sides: Uint8Array;
}

/** A playoff game won by a team: what the end-of-season ranks need. */
export interface PlayoffWins {
  /** Season name to wins by team position; a team without playoff rows is absent. */
  readonly bySeason: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** A whole source in memory, checked. Typed columns: nine seasons take about 10 MB. */
export interface BoxScores {
  readonly teams: readonly Team[];
  readonly players: readonly Player[];
  /** Seasons with games, in order of time. */
  readonly seasons: readonly Season[];
  readonly games: GameTable;
  readonly teamGames: TeamGameTable;
  readonly playerGames: PlayerGameTable;
  readonly playoffs: PlayoffWins;
  /** Abbreviations of the teams whose conference the source leaves empty; it follows from the abbreviation. */
  readonly assumedConferences: readonly string[];
  /** What a person should know and that stops nothing. */
  readonly warnings: readonly string[];
}

/** A season and its range, day numbers inclusive. */
export interface Season {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}
