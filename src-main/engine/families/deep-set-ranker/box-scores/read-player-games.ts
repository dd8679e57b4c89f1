import {
  DateOutsideSeasonsError,
  DuplicateRowError,
  IncompleteGameError,
  InvalidValueError,
  UnknownReferenceError,
} from '#contract/errors/data-errors';
import type { DataPlace } from '#contract/errors/data-errors';
import { DataFileMissingError } from '#contract/errors/data-errors';
import type { Table } from '../../../data/column-kinds';
import type { DataProblems } from '../../../data/data-problems';
import { dateText } from '../../../data/day-number';
import { readTable } from '../../../data/read-table';
import type { PlayerCounts, PlayerGameTable, Season } from './box-scores';
import { checkCounts } from './check-counts';
import { LAYOUT } from './layout';
import type { CountColumn } from './layout';
import type { Games } from './read-games';
import { sideOfTeam } from './read-team-games';
import type { Teams } from './read-teams';
import { seasonOfDay } from './season-calendar';

type PlayerRows = Table<typeof LAYOUT.player_game_logs>;

/** Which column of the file each count of the table is. */
const COUNT_OF_COLUMN = {
  minutes: 'min',
  points: 'pts',
  rebounds: 'reb',
  assists: 'ast',
  steals: 'stl',
  blocks: 'blk',
  turnovers: 'tov',
} as const satisfies Record<keyof PlayerCounts, CountColumn>;

/** A file with the game and the side of each row; -1 = refused. */
interface PlacedRows {
  readonly rows: PlayerRows;
  readonly games: Int32Array;
  readonly sides: Uint8Array;
}

export interface PlayerGames {
  readonly table: PlayerGameTable;
  /** Ids by position, in order of first appearance. */
  readonly playerIds: readonly number[];
}

/**
 * Reads the player files of all seasons into one table ordered by game.
 *
 * @param files names of the player files
 * @throws as {@link readTable}; DataFileMissingError when there is no file at all
 */
export function readPlayerGames(
  folder: string,
  files: readonly string[],
  calendar: readonly Season[],
  games: Games,
  teams: Teams,
  problems: DataProblems,
): PlayerGames {
  if (files.length === 0)
    throw new DataFileMissingError(folder, `player_game_logs_${games.seasons[0]?.name ?? '<season>'}.csv`);
  const placed = files.map((file) => {
    const rows = readTable(folder, file, LAYOUT.player_game_logs, problems);
    return placeRows(rows, calendar, games, teams, problems);
  });
  return orderByGame(placed, games, problems);
}

function placeRows(
  rows: PlayerRows,
  calendar: readonly Season[],
  games: Games,
  teams: Teams,
  problems: DataProblems,
): PlacedRows {
  const placed = { rows, games: new Int32Array(rows.rowCount).fill(-1), sides: new Uint8Array(rows.rowCount) };
  const gameIds = rows.columns.game_id;
  const gameOfCode = gameIds.values.map((id) => games.positions.get(id));
  for (let row = 0; row < rows.rowCount; row += 1) {
    const game = gameOfCode[gameIds.codes[row]!];
    const team = teams.positions.get(rows.columns.team_id[row]!);
    const side = game === undefined || team === undefined ? undefined : sideOfTeam(games, game, team);
    const place = { file: rows.file, line: rows.lines[row]! };
    // The common case first: these loops see a quarter of a million rows.
    if (game !== undefined && side !== undefined && rows.columns.game_date[row] === games.table.days[game]) {
      if (!checkCounts(rows.columns, row, place, problems)) continue;
      placed.games[row] = game;
      placed.sides[row] = side;
    } else problems.add(placementProblem(rows, row, place, calendar, games, teams));
  }
  return placed;
}

/** @returns why a row belongs to no team of a known game on its day */
function placementProblem(
  rows: PlayerRows,
  row: number,
  place: DataPlace,
  calendar: readonly Season[],
  games: Games,
  teams: Teams,
) {
  const { columns } = rows;
  const day = columns.game_date[row]!;
  const gameId = columns.game_id.values[columns.game_id.codes[row]!]!;
  const teamId = columns.team_id[row]!;
  const game = games.positions.get(gameId);
  if (!seasonOfDay(calendar, day)) return new DateOutsideSeasonsError(place, dateText(day));
  if (!teams.positions.has(teamId)) return new UnknownReferenceError(place, 'team', String(teamId), teams.file);
  if (game === undefined) return new UnknownReferenceError(place, 'game', gameId, games.file);
  if (day !== games.table.days[game])
    return new InvalidValueError(
      place,
      'game_date',
      dateText(day),
      `the date of its game, ${dateText(games.table.days[game]!)}`,
    );
  return new IncompleteGameError(place, gameId, `was not played by team ${teamId}`);
}

function orderByGame(placed: readonly PlacedRows[], games: Games, problems: DataProblems): PlayerGames {
  const offsets = countByGame(placed, games.table.count);
  const count = offsets[games.table.count]!;
  const table = emptyTable(count, offsets);
  const positions = new Map<number, number>();
  const next = offsets.slice();
  const lines = new Int32Array(count);
  for (const { rows, games: gameOfRow, sides } of placed) {
    for (let row = 0; row < rows.rowCount; row += 1) {
      const game = gameOfRow[row]!;
      if (game < 0) continue;
      const target = next[game]!;
      next[game] = target + 1;
      const player = positionOf(positions, rows.columns.player_id[row]!);
      const firstLine = lineOfPlayer(table, lines, game, target, player);
      if (firstLine !== undefined) {
        const key = `game_id ${games.table.ids[game]!}, player_id ${rows.columns.player_id[row]!}`;
        problems.add(new DuplicateRowError({ file: rows.file, line: rows.lines[row]! }, key, firstLine));
      }
      lines[target] = rows.lines[row]!;
      table.players[target] = player;
      table.sides[target] = sides[row]!;
      for (const [name, column] of COUNTS) table[name][target] = rows.columns[column][row]!;
    }
  }
  return { table, playerIds: [...positions.keys()] };
}

const COUNTS = Object.entries(COUNT_OF_COLUMN) as [keyof PlayerCounts, CountColumn][];

function countByGame(placed: readonly PlacedRows[], gameCount: number): Int32Array {
  const offsets = new Int32Array(gameCount + 1);
  for (const { games } of placed) for (const game of games) if (game >= 0) offsets[game + 1]! += 1;
  for (let game = 0; game < gameCount; game += 1) offsets[game + 1]! += offsets[game]!;
  return offsets;
}

function emptyTable(count: number, offsets: Int32Array): PlayerGameTable {
  const column = () => new Int16Array(count);
  return {
    count,
    offsets,
    players: new Int32Array(count),
    sides: new Uint8Array(count),
    minutes: column(),
    points: column(),
    rebounds: column(),
    assists: column(),
    steals: column(),
    blocks: column(),
    turnovers: column(),
  };
}

function positionOf(positions: Map<number, number>, id: number): number {
  const known = positions.get(id);
  if (known !== undefined) return known;
  positions.set(id, positions.size);
  return positions.size - 1;
}

/** A game has about 22 rows: looking through those already placed is quicker than a set of all pairs. */
function lineOfPlayer(
  table: PlayerGameTable,
  lines: Int32Array,
  game: number,
  target: number,
  player: number,
): number | undefined {
  for (let row = table.offsets[game]!; row < target; row += 1) if (table.players[row] === player) return lines[row];
  return undefined;
}
