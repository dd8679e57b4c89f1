import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { GenerateOutput } from '#contract/jobs';
import { dateText } from '../../../data/day-number';
import { COUNT_COLUMNS, LAYOUT } from '../box-scores/layout';
import type { CountColumn } from '../box-scores/layout';
import { MADE_UP_SEASONS, MADE_UP_TEAMS, madeUpGames, winningSide } from './made-up-league';
import type { MadeUpGame, MadeUpLine } from './made-up-league';

const FIRST_TEAM_ID = 1;

type Row = readonly (string | number)[];

/**
 * Writes made-up seasons in the layout of a box-score source. The same seed writes the same bytes.
 * @param directory made when it is missing
 */
export function generateBoxScores(directory: string, seed: number): GenerateOutput {
  mkdirSync(directory, { recursive: true });
  const games = madeUpGames(seed);
  const regular = games.filter((game) => !game.isPlayoff);
  const files: string[] = [];
  const write = (name: string, columns: readonly string[], rows: readonly Row[]): number => {
    // The header of the compressed file has no name and no time: equal rows give equal bytes.
    writeFileSync(
      join(directory, `${name}.csv.gz`),
      gzipSync([columns, ...rows].map((row) => row.join(',')).join('\n') + '\n'),
    );
    files.push(`${name}.csv.gz`);
    return rows.length;
  };
  write('teams', Object.keys(LAYOUT.teams), teamRows());
  write('players', Object.keys(LAYOUT.players), playerNameRows(games));
  write(
    'games',
    Object.keys(LAYOUT.games),
    regular.map((game) => [game.id, dateText(game.day), game.season, ...game.teams.map(teamId)]),
  );
  write(
    'team_game_logs',
    ['game_id', 'team_id', 'is_home', 'wl', ...COUNT_COLUMNS, 'plus_minus'],
    regular.flatMap(teamGameRows),
  );
  const playoffColumns = ['game_id', 'game_date', 'season', 'team_id', 'is_home', 'wl', 'pts', 'plus_minus'];
  write('playoff_team_game_logs', playoffColumns, games.filter((game) => game.isPlayoff).flatMap(playoffRows));
  const playerColumns = ['game_id', 'game_date', 'player_id', 'team_id', ...COUNT_COLUMNS, 'plus_minus'];
  const rows = MADE_UP_SEASONS.map((season) =>
    write(
      `player_game_logs_${season}`,
      playerColumns,
      regular.filter((game) => game.season === season).flatMap(playerRows),
    ),
  ).reduce((sum, count) => sum + count, 0);
  return { files, rows };
}

const teamId = (team: number): number => FIRST_TEAM_ID + team;

const teamRows = (): readonly Row[] =>
  Array.from({ length: MADE_UP_TEAMS }, (_, team) => [
    teamId(team),
    `T${String(team + 1).padStart(2, '0')}`,
    `Made-up Team ${team + 1}`,
    team < MADE_UP_TEAMS / 2 ? 'E' : 'W',
  ]);

function playerNameRows(games: readonly MadeUpGame[]): readonly Row[] {
  const ids = new Set(games.flatMap((game) => game.lines.map((line) => line.player)));
  return [...ids].sort((a, b) => a - b).map((id) => [id, `Made-up Player ${id}`]);
}

const sumOf = (lines: readonly MadeUpLine[], column: CountColumn): number =>
  lines.reduce((sum, line) => sum + line[column], 0);

/** What a side of a game looks like in the tables. */
function sideOf(game: MadeUpGame, side: 0 | 1) {
  const lines = game.lines.filter((line) => line.team === game.teams[side]);
  const points = sumOf(lines, 'pts');
  return {
    lines,
    points,
    margin: 2 * points - sumOf(game.lines, 'pts'),
    wl: winningSide(game) === side ? 'W' : 'L',
    isHome: side === 0 ? 1 : 0,
  };
}

const SIDES = [0, 1] as const;

const teamGameRows = (game: MadeUpGame): readonly Row[] =>
  SIDES.map((side) => {
    const { lines, margin, wl, isHome } = sideOf(game, side);
    return [
      game.id,
      teamId(game.teams[side]),
      isHome,
      wl,
      ...COUNT_COLUMNS.map((column) => sumOf(lines, column)),
      margin,
    ];
  });

const playoffRows = (game: MadeUpGame): readonly Row[] =>
  SIDES.map((side) => {
    const { points, margin, wl, isHome } = sideOf(game, side);
    return [game.id, dateText(game.day), game.season, teamId(game.teams[side]), isHome, wl, points, margin];
  });

/** A player's own margin is not made up: it gets his share of the team's. */
const playerRows = (game: MadeUpGame): readonly Row[] =>
  SIDES.flatMap((side) => {
    const { lines, margin } = sideOf(game, side);
    return lines.map((line) => [
      game.id,
      dateText(game.day),
      line.player,
      teamId(line.team),
      ...COUNT_COLUMNS.map((column) => line[column]),
      Math.round((margin * line.min) / 48),
    ]);
  });
