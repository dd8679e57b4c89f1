import {
  DuplicateRowError,
  IncompleteGameError,
  InvalidValueError,
  UnknownReferenceError,
} from '#contract/errors/data-errors';
import type { Table } from '../../../data/column-kinds';
import type { DataProblems } from '../../../data/data-problems';
import { requireDataFile } from '../../../data/read-data-file';
import { readTable } from '../../../data/read-table';
import type { TeamCounts, TeamGameTable } from './box-scores';
import { checkCounts } from './check-counts';
import { LAYOUT } from './layout';
import type { CountColumn } from './layout';
import type { Games } from './read-games';
import type { Teams } from './read-teams';

/** Which column of the file each count of the table is. */
const COUNT_OF_COLUMN = {
  points: 'pts',
  fieldGoalsMade: 'fgm',
  fieldGoalsAttempted: 'fga',
  threePointersMade: 'fg3m',
  freeThrowsAttempted: 'fta',
  offensiveRebounds: 'oreb',
  defensiveRebounds: 'dreb',
  turnovers: 'tov',
} as const satisfies Record<keyof TeamCounts, CountColumn>;
const COUNTS = Object.entries(COUNT_OF_COLUMN) as [keyof TeamCounts, CountColumn][];

/** The team rows of a source, and their lines for later messages (0 = the row is missing). */
export interface TeamGames {
  readonly file: string;
  readonly table: TeamGameTable;
  readonly lines: Int32Array;
}

/** Where a row belongs: 2 g for the home team of game g, 2 g + 1 for the visitors. */
interface Slot {
  readonly index: number;
}

/** Reads `team_game_logs.csv` into the order of the games. @throws as {@link readTable} */
export function readTeamGames(folder: string, games: Games, teams: Teams, problems: DataProblems): TeamGames {
  const file = requireDataFile(folder, 'team_game_logs');
  const rows = readTable(folder, file, LAYOUT.team_game_logs, problems);
  const length = games.table.count * 2;
  const table = emptyTable(length);
  const lines = new Int32Array(length);
  for (let row = 0; row < rows.rowCount; row += 1) {
    const slot = slotOfRow(rows, row, games, teams, lines, problems);
    if (!slot) continue;
    lines[slot.index] = rows.lines[row]!;
    table.won[slot.index] = rows.columns.wl.values[rows.columns.wl.codes[row]!] === 'W' ? 1 : 0;
    table.minutes[slot.index] = rows.columns.min[row]!;
    table.pointDifference[slot.index] = rows.columns.plus_minus[row]!;
    for (const [name, column] of COUNTS) table[name][slot.index] = rows.columns[column][row]!;
  }
  reportMissingRows(games, lines, problems);
  return { file, table, lines };
}

function emptyTable(length: number): TeamGameTable {
  const column = () => new Int16Array(length);
  return {
    won: new Uint8Array(length),
    minutes: new Int32Array(length),
    pointDifference: new Int32Array(length),
    points: column(),
    fieldGoalsMade: column(),
    fieldGoalsAttempted: column(),
    threePointersMade: column(),
    freeThrowsAttempted: column(),
    offensiveRebounds: column(),
    defensiveRebounds: column(),
    turnovers: column(),
  };
}

/** @returns the row's slot, or undefined after its problem was reported */
function slotOfRow(
  { columns, lines, file }: Table<typeof LAYOUT.team_game_logs>,
  row: number,
  games: Games,
  teams: Teams,
  linesBySlot: Int32Array,
  problems: DataProblems,
): Slot | undefined {
  const place = { file, line: lines[row]! };
  const refuse = (problem: Parameters<DataProblems['add']>[0]): undefined => void problems.add(problem);
  const gameId = columns.game_id.values[columns.game_id.codes[row]!]!;
  const teamId = columns.team_id[row]!;
  const game = games.positions.get(gameId);
  const team = teams.positions.get(teamId);
  const wl = columns.wl.values[columns.wl.codes[row]!]!;
  if (team === undefined) return refuse(new UnknownReferenceError(place, 'team', String(teamId), teams.file));
  if (game === undefined) return refuse(new UnknownReferenceError(place, 'game', gameId, games.file));
  if (wl !== 'W' && wl !== 'L') return refuse(new InvalidValueError(place, 'wl', wl, 'W or L'));
  if (!checkCounts(columns, row, place, problems)) return undefined;
  const side = sideOfTeam(games, game, team);
  if (side === undefined) return refuse(new IncompleteGameError(place, gameId, `was not played by team ${teamId}`));
  const index = game * 2 + side;
  if (linesBySlot[index] !== 0)
    return refuse(new DuplicateRowError(place, `game_id ${gameId}, team_id ${teamId}`, linesBySlot[index]!));
  return { index };
}

/** @returns 0 for the home team of a game, 1 for the visitors, undefined for any other team */
export function sideOfTeam(games: Games, game: number, team: number): 0 | 1 | undefined {
  if (games.table.teams[game * 2] === team) return 0;
  return games.table.teams[game * 2 + 1] === team ? 1 : undefined;
}

function reportMissingRows(games: Games, lines: Int32Array, problems: DataProblems): void {
  for (let game = 0; game < games.table.count; game += 1) {
    if (lines[game * 2] !== 0 && lines[game * 2 + 1] !== 0) continue;
    const place = { file: games.file, line: games.lines[game]! };
    problems.add(
      new IncompleteGameError(
        place,
        games.table.ids[game]!,
        'lacks a readable row of one of its teams in team_game_logs',
      ),
    );
  }
}
