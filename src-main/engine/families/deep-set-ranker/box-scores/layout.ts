import type { ColumnSpec } from '../../../data/column-kinds';

/** Box-score counts of a player or team row, by header name; every one is a whole number of at least 0. */
export const COUNT_COLUMNS = [
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
] as const;
export type CountColumn = (typeof COUNT_COLUMNS)[number];

/** Columns of the count kind, each an integer. */
const counts = Object.fromEntries(COUNT_COLUMNS.map((name) => [name, 'integer'])) as Record<CountColumn, 'integer'>;

/** Columns of each table of a box-score source. `docs/families/deep-set-ranker.md` describes them. */
export const LAYOUT = {
  teams: { team_id: 'integer', abbreviation: 'text', name: 'text', conference: 'text' },
  players: { player_id: 'integer', player_name: 'text' },
  games: { game_id: 'text', game_date: 'date', season: 'text', home_team_id: 'integer', away_team_id: 'integer' },
  team_game_logs: { game_id: 'text', team_id: 'integer', wl: 'text', ...counts, plus_minus: 'integer' },
  player_game_logs: {
    game_id: 'text',
    game_date: 'date',
    player_id: 'integer',
    team_id: 'integer',
    ...counts,
    plus_minus: 'integer',
  },
  playoff_team_game_logs: { game_id: 'text', season: 'text', team_id: 'integer', wl: 'text' },
} as const satisfies Record<string, ColumnSpec>;

const PLAYER_FILE = /^player_game_logs_(\d{4}-\d{2})\.csv(\.gz)?$/;
const TABLE_FILE = /^(games|team_game_logs|playoff_team_game_logs|teams|players|season_ranks)\.csv(\.gz)?$/;

/** @returns whether a file belongs to the data of a source, so that its content counts for the fingerprint */
export const isBoxScoreFile = (file: string): boolean => PLAYER_FILE.test(file) || TABLE_FILE.test(file);

/** @returns whether a file holds the player rows of a season */
export const isPlayerFile = (file: string): boolean => PLAYER_FILE.test(file);
