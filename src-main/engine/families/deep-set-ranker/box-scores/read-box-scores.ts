import { readdirSync } from 'node:fs';
import { DataFileMissingError, EmptyRosterError } from '#contract/errors/data-errors';
import { DataProblems } from '../../../data/data-problems';
import { findDataFile } from '../../../data/read-data-file';
import { readTable } from '../../../data/read-table';
import type { BoxScores, Player, PlayerGameTable } from './box-scores';
import { isPlayerFile, LAYOUT } from './layout';
import { readGames } from './read-games';
import type { Games } from './read-games';
import { readPlayerGames } from './read-player-games';
import type { PlayerGames } from './read-player-games';
import { readPlayoffWins } from './read-playoff-wins';
import { readTeamGames } from './read-team-games';
import type { TeamGames } from './read-team-games';
import { readTeams } from './read-teams';
import type { Teams } from './read-teams';
import { seasonCalendar } from './season-calendar';
import type { SeasonRanges } from './season-calendar';

/**
 * Reads and checks a box-score source.
 *
 * @param folder with the tables of {@link LAYOUT}, each `.csv` or `.csv.gz`
 * @param ranges seasons that a game may lie in
 * @throws the error of the wrong row (file and line), or DataProblemsError naming several; DataFileMissingError,
 *   EmptyDataFileError, MissingColumnError, DataFileUnreadableError for a whole file
 */
export function readBoxScores(folder: string, ranges: SeasonRanges): BoxScores {
  const problems = new DataProblems();
  const calendar = seasonCalendar(ranges);
  const teams = readTeams(folder, problems);
  const games = readGames(folder, calendar, teams, problems);
  // Rows of a refused game would only repeat its problem.
  problems.throwIfAny();
  const teamGames = readTeamGames(folder, games, teams, problems);
  problems.throwIfAny();
  const playerFiles = readdirSync(folder).filter(isPlayerFile).sort();
  const playerGames = readPlayerGames(folder, playerFiles, calendar, games, teams, problems);
  problems.throwIfAny();
  checkSeasonsHavePlayers(folder, games, playerGames.table);
  reportEmptyRosters(games, teams, teamGames, playerGames.table, problems);
  const playoffs = readPlayoffWins(folder, teams, problems);
  const players = readPlayers(folder, playerGames, problems);
  problems.throwIfAny();
  return {
    teams: teams.list,
    players: players.list,
    seasons: games.seasons,
    games: games.table,
    teamGames: teamGames.table,
    playerGames: playerGames.table,
    playoffs,
    assumedConferences: teams.assumedConferences,
    warnings: [...conferenceWarnings(teams), ...players.warnings],
  };
}

/** @throws DataFileMissingError: one message for a forgotten file instead of one for each of its games */
function checkSeasonsHavePlayers(folder: string, games: Games, table: PlayerGameTable): void {
  const hasPlayers = new Set<number>();
  for (let game = 0; game < games.table.count; game += 1) {
    if (table.offsets[game + 1]! > table.offsets[game]!) hasPlayers.add(games.table.seasons[game]!);
  }
  const missing = games.seasons.find((_, season) => !hasPlayers.has(season));
  if (missing) throw new DataFileMissingError(folder, `player_game_logs_${missing.name}.csv`);
}

function reportEmptyRosters(
  games: Games,
  teams: Teams,
  teamGames: TeamGames,
  table: PlayerGameTable,
  problems: DataProblems,
): void {
  const minutes = new Int32Array(games.table.count * 2);
  for (let game = 0; game < games.table.count; game += 1) {
    for (let row = table.offsets[game]!; row < table.offsets[game + 1]!; row += 1) {
      minutes[game * 2 + table.sides[row]!]! += table.minutes[row]!;
    }
  }
  minutes.forEach((sum, slot) => {
    if (sum > 0) return;
    const place = { file: teamGames.file, line: teamGames.lines[slot]! };
    problems.add(
      new EmptyRosterError(place, String(teams.list[games.table.teams[slot]!]!.id), games.table.ids[slot >> 1]!),
    );
  });
}

const conferenceWarnings = ({ file, assumedConferences }: Teams): string[] =>
  assumedConferences.length === 0
    ? []
    : [`${file} has no conference for ${assumedConferences.join(', ')}; their abbreviations say which.`];

/** Names are for reading only: a missing one is a warning. */
function readPlayers(
  folder: string,
  { playerIds }: PlayerGames,
  problems: DataProblems,
): { list: readonly Player[]; warnings: string[] } {
  const file = findDataFile(folder, 'players');
  const names = new Map<number, string>();
  if (file !== undefined) {
    const { columns, rowCount } = readTable(folder, file, LAYOUT.players, problems);
    for (let row = 0; row < rowCount; row += 1)
      names.set(columns.player_id[row]!, columns.player_name.values[columns.player_name.codes[row]!]!);
  }
  const unnamed = playerIds.filter((id) => !names.has(id)).length;
  const warnings =
    unnamed === 0
      ? []
      : [`${unnamed} of ${playerIds.length} players have no name in players.csv; they are shown by id.`];
  return { list: playerIds.map((id) => ({ id, name: names.get(id) ?? `Player ${id}` })), warnings };
}
