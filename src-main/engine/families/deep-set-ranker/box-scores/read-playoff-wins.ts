import { InvalidValueError, UnknownReferenceError } from '#contract/errors/data-errors';
import type { DataProblems } from '../../../data/data-problems';
import { findDataFile } from '../../../data/read-data-file';
import { readTable } from '../../../data/read-table';
import type { PlayoffWins } from './box-scores';
import { LAYOUT } from './layout';
import type { Teams } from './read-teams';

/**
 * Reads `playoff_team_game_logs.csv`. The file may be absent: a season under way has no playoffs, and its ranks are
 * then those of the regular season.
 *
 * @throws as {@link readTable}
 */
export function readPlayoffWins(folder: string, teams: Teams, problems: DataProblems): PlayoffWins {
  const bySeason = new Map<string, Map<number, number>>();
  const file = findDataFile(folder, 'playoff_team_game_logs');
  if (file === undefined) return { bySeason };
  const { columns, rowCount, lines } = readTable(folder, file, LAYOUT.playoff_team_game_logs, problems);
  for (let row = 0; row < rowCount; row += 1) {
    const place = { file, line: lines[row]! };
    const season = columns.season.values[columns.season.codes[row]!]!;
    const wl = columns.wl.values[columns.wl.codes[row]!]!;
    const team = teams.positions.get(columns.team_id[row]!);
    if (team === undefined)
      problems.add(new UnknownReferenceError(place, 'team', String(columns.team_id[row]!), teams.file));
    else if (wl !== 'W' && wl !== 'L') problems.add(new InvalidValueError(place, 'wl', wl, 'W or L'));
    else addGame(bySeason, season, team, wl === 'W' ? 1 : 0);
  }
  return { bySeason };
}

function addGame(bySeason: Map<string, Map<number, number>>, season: string, team: number, wins: number): void {
  const ofSeason = bySeason.get(season) ?? new Map<number, number>();
  bySeason.set(season, ofSeason);
  ofSeason.set(team, (ofSeason.get(team) ?? 0) + wins);
}
