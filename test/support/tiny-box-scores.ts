import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Minutes, points and rebounds of a player in a game; the other counts are 0. */
export type TinyLine = readonly [player: number, minutes: number, points: number, rebounds?: number];

export interface TinyGame {
  readonly date: string;
  readonly home: number;
  readonly away: number;
  readonly homeLines: readonly TinyLine[];
  readonly awayLines: readonly TinyLine[];
}

/** Teams 1 and 2 in the East, 3 and 4 in the West. Players 11, 12 play for team 1 and so on; 21 moves to team 1. */
export const TINY_GAMES: readonly TinyGame[] = [
  {
    date: '2022-10-20',
    home: 1,
    away: 3,
    homeLines: [
      [11, 40, 10, 4],
      [12, 20, 6],
    ],
    awayLines: [
      [31, 30, 8],
      [32, 30, 4],
    ],
  },
  {
    date: '2022-10-20',
    home: 2,
    away: 4,
    homeLines: [
      [21, 40, 20],
      [22, 20, 5],
    ],
    awayLines: [
      [41, 30, 15],
      [42, 30, 6],
    ],
  },
  {
    date: '2022-10-22',
    home: 3,
    away: 1,
    homeLines: [
      [31, 30, 9],
      [32, 30, 9],
    ],
    awayLines: [[11, 60, 20, 10]],
  },
  {
    date: '2022-10-24',
    home: 1,
    away: 2,
    homeLines: [
      [11, 30, 5, 1],
      [12, 15, 2],
      [21, 15, 1],
    ],
    awayLines: [[22, 60, 12]],
  },
  {
    date: '2022-10-26',
    home: 4,
    away: 3,
    homeLines: [
      [41, 30, 10],
      [42, 30, 3],
    ],
    awayLines: [
      [31, 30, 11],
      [32, 30, 9],
    ],
  },
  { date: '2022-10-28', home: 2, away: 3, homeLines: [[22, 60, 30]], awayLines: [[31, 60, 10]] },
];

const COUNTS = [
  'min',
  'pts',
  'reb',
  'ast',
  'stl',
  'blk',
  'tov',
  'fgm',
  'fga',
  'fg3m',
  'fg3a',
  'ftm',
  'fta',
  'oreb',
  'dreb',
  'pf',
];
const gameId = (index: number): string => `00222${String(index + 1).padStart(5, '0')}`;
const counts = (minutes: number, points: number, rebounds: number): string =>
  [minutes, points, rebounds, ...COUNTS.slice(3).map(() => 0)].join(',');
const sum = (lines: readonly TinyLine[], at: 1 | 2 | 3): number =>
  lines.reduce((total, line) => total + (line[at] ?? 0), 0);

/** @returns the tables of a small source by file name, plain CSV */
export function tinyTables(games: readonly TinyGame[] = TINY_GAMES): Record<string, string> {
  const table = (header: string, rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;
  const sides = games.flatMap((game, index) => [
    { id: gameId(index), ...game, team: game.home, isHome: 1, lines: game.homeLines, others: game.awayLines },
    { id: gameId(index), ...game, team: game.away, isHome: 0, lines: game.awayLines, others: game.homeLines },
  ]);
  const players = [...new Set(sides.flatMap(({ lines }) => lines.map(([player]) => player)))];
  return {
    'teams.csv': table('team_id,abbreviation,name,conference', [
      '1,ONE,Team One,E',
      '2,TWO,Team Two,E',
      '3,TRI,Team Three,W',
      '4,FOR,Team Four,W',
    ]),
    'players.csv': table(
      'player_id,player_name',
      players.map((player) => `${player},"Player, No. ${player}"`),
    ),
    'games.csv': table(
      'game_id,game_date,season,home_team_id,away_team_id',
      games.map((game, index) => `${gameId(index)},${game.date},2022-23,${game.home},${game.away}`),
    ),
    'team_game_logs.csv': table(
      `game_id,team_id,is_home,wl,${COUNTS.join(',')},plus_minus`,
      sides.map(({ id, team, isHome, lines, others }) => {
        const margin = sum(lines, 2) - sum(others, 2);
        return `${id},${team},${isHome},${margin > 0 ? 'W' : 'L'},${counts(sum(lines, 1), sum(lines, 2), sum(lines, 3))},${margin}`;
      }),
    ),
    'player_game_logs_2022-23.csv': table(
      `game_id,game_date,player_id,team_id,${COUNTS.join(',')},plus_minus`,
      sides.flatMap(({ id, date, team, lines }) =>
        lines.map(
          ([player, minutes, points, rebounds = 0]) =>
            `${id},${date},${player},${team},${counts(minutes, points, rebounds)},0`,
        ),
      ),
    ),
  };
}

/** Writes tables into a new temporary folder. @param edit changes, adds or (with null) leaves out tables */
export function writeTables(
  tables: Readonly<Record<string, string>>,
  edit: Readonly<Record<string, string | null>> = {},
): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-box-scores-'));
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries({ ...tables, ...edit }))
    if (text !== null) writeFileSync(path.join(folder, file), text);
  return folder;
}

/** @returns the table with one of its lines (counted from 1) replaced */
export const withLine = (table: string, line: number, replace: (old: string) => string): string =>
  table
    .split('\n')
    .map((old, index) => (index === line - 1 ? replace(old) : old))
    .join('\n');
