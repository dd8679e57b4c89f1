import {
  DateOutsideSeasonsError,
  DuplicateRowError,
  InvalidValueError,
  SeasonMismatchError,
  UnknownReferenceError,
} from '#contract/errors/data-errors';
import type { Table } from '../../../data/column-kinds';
import type { DataProblems } from '../../../data/data-problems';
import { dateText } from '../../../data/day-number';
import { requireDataFile } from '../../../data/read-data-file';
import { readTable } from '../../../data/read-table';
import type { GameTable, Season } from './box-scores';
import { LAYOUT } from './layout';
import type { Teams } from './read-teams';
import { seasonOfDay } from './season-calendar';

/** The games of a source, where each id stands, and which seasons have games. */
export interface Games {
  readonly file: string;
  readonly table: GameTable;
  readonly seasons: readonly Season[];
  readonly positions: ReadonlyMap<string, number>;
  /** Line of each game in the file, by position. */
  readonly lines: Int32Array;
}

interface GameRow {
  readonly id: string;
  readonly day: number;
  readonly season: Season;
  readonly home: number;
  readonly away: number;
  readonly line: number;
}

/** Reads `games.csv`, ordered by (day, id). @throws as {@link readTable} */
export function readGames(folder: string, calendar: readonly Season[], teams: Teams, problems: DataProblems): Games {
  const file = requireDataFile(folder, 'games');
  const table = readTable(folder, file, LAYOUT.games, problems);
  const rows = new Map<string, GameRow>();
  for (let row = 0; row < table.rowCount; row += 1) {
    const game = checkedGame(table, row, calendar, teams, problems);
    const first = game && rows.get(game.id);
    if (first) problems.add(new DuplicateRowError({ file, line: game.line }, `game_id ${game.id}`, first.line));
    else if (game) rows.set(game.id, game);
  }
  return orderedGames(file, [...rows.values()]);
}

/** @returns the game, or undefined after its problem was reported */
function checkedGame(
  { columns, lines, file }: Table<typeof LAYOUT.games>,
  row: number,
  calendar: readonly Season[],
  teams: Teams,
  problems: DataProblems,
): GameRow | undefined {
  const place = { file, line: lines[row]! };
  const day = columns.game_date[row]!;
  const season = seasonOfDay(calendar, day);
  const seasonText = columns.season.values[columns.season.codes[row]!]!;
  const [homeId, awayId] = [columns.home_team_id[row]!, columns.away_team_id[row]!];
  const [home, away] = [teams.positions.get(homeId), teams.positions.get(awayId)];
  if (!season) return reported(problems, new DateOutsideSeasonsError(place, dateText(day)));
  if (season.name !== seasonText)
    return reported(problems, new SeasonMismatchError(place, dateText(day), seasonText, season.name));
  if (home === undefined)
    return reported(problems, new UnknownReferenceError(place, 'team', String(homeId), teams.file));
  if (away === undefined)
    return reported(problems, new UnknownReferenceError(place, 'team', String(awayId), teams.file));
  if (home === away)
    return reported(
      problems,
      new InvalidValueError(place, 'away_team_id', String(awayId), 'another team than home_team_id'),
    );
  const id = columns.game_id.values[columns.game_id.codes[row]!]!;
  return { id, day, season, home, away, line: lines[row]! };
}

function reported(problems: DataProblems, problem: Parameters<DataProblems['add']>[0]): undefined {
  problems.add(problem);
  return undefined;
}

function orderedGames(file: string, rows: GameRow[]): Games {
  rows.sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1));
  const seasons = [...new Set(rows.map((game) => game.season))].sort((a, b) => a.start - b.start);
  const seasonPosition = new Map(seasons.map((season, position) => [season, position]));
  const table: GameTable = {
    count: rows.length,
    ids: rows.map((game) => game.id),
    days: Int32Array.from(rows, (game) => game.day),
    seasons: Int32Array.from(rows, (game) => seasonPosition.get(game.season)!),
    teams: Int32Array.from(rows.flatMap((game) => [game.home, game.away])),
  };
  const positions = new Map(rows.map((game, position) => [game.id, position]));
  return { file, table, seasons, positions, lines: Int32Array.from(rows, (game) => game.line) };
}
