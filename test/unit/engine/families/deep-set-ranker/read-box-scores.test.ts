import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SEASON_RANGES } from '#contract/config/deep-set-ranker';
import { WorkbenchError } from '#contract/errors/workbench-error';
import { KNOWN_CONFERENCES } from '../../../../../src-main/engine/families/deep-set-ranker/box-scores/known-conferences';
import { readBoxScores } from '../../../../../src-main/engine/families/deep-set-ranker/box-scores/read-box-scores';
import { tinyTables, TINY_GAMES, withLine, writeTables } from '../../../../support/tiny-box-scores';

const TABLES = tinyTables();
const PLAYERS = 'player_game_logs_2022-23.csv';

function errorOf(edit: Readonly<Record<string, string | null>>): WorkbenchError {
  try {
    readBoxScores(writeTables(TABLES, edit), DEFAULT_SEASON_RANGES);
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

const edited = (file: string, line: number, replace: (old: string) => string) => ({
  [file]: withLine(TABLES[file]!, line, replace),
});

describe('readBoxScores', () => {
  it('reads teams, games in order of time, team rows and player rows', () => {
    const box = readBoxScores(writeTables(TABLES), DEFAULT_SEASON_RANGES);
    expect(box.seasons.map(({ name }) => name)).toEqual(['2022-23']);
    expect(box.games.count).toBe(TINY_GAMES.length);
    expect(box.playerGames.count).toBe(
      TINY_GAMES.reduce((sum, game) => sum + game.homeLines.length + game.awayLines.length, 0),
    );
    expect(box.players.find(({ id }) => id === 11)?.name).toBe('Player, No. 11');
    // Game 3: Team Three at home 18 : 20 against Team One.
    expect([...box.teamGames.won.slice(4, 6)]).toEqual([0, 1]);
    expect([...box.teamGames.pointDifference.slice(4, 6)]).toEqual([-2, 2]);
    expect([...box.teamGames.minutes.slice(4, 6)]).toEqual([60, 60]);
  });

  it('does not depend on the order of the rows', () => {
    const reversed = Object.fromEntries(
      Object.entries(TABLES).map(([file, text]) => {
        const [header, ...rows] = text.trimEnd().split('\n');
        return [file, `${[header!, ...rows.reverse()].join('\n')}\n`];
      }),
    );
    const [first, second] = [TABLES, reversed].map((tables) =>
      readBoxScores(writeTables(tables), DEFAULT_SEASON_RANGES),
    );
    expect(second!.games).toEqual(first!.games);
    expect(second!.teamGames).toEqual(first!.teamGames);
  });

  it.each([
    [
      'E-DATA-NOT-A-NUMBER',
      `${PLAYERS}:3: pts is "six"`,
      edited(PLAYERS, 3, (row) => row.replace(',20,6,', ',20,six,')),
    ],
    [
      'E-DATA-MISSING-COLUMN',
      `${PLAYERS}:1 has no column min`,
      edited(PLAYERS, 1, (row) => row.replace(',min,', ',minutes,')),
    ],
    ['E-DATA-EMPTY-FILE', 'games.csv holds no data rows', { 'games.csv': '' }],
    ['E-DATA-EMPTY-FILE', `${PLAYERS} holds no data rows`, { [PLAYERS]: `${TABLES[PLAYERS]!.split('\n')[0]!}\n` }],
    [
      'E-DATA-DATE-OUTSIDE-SEASONS',
      'games.csv:2: the date 2023-07-01 lies in no season',
      edited('games.csv', 2, (row) => row.replace('2022-10-20', '2023-07-01')),
    ],
    [
      'E-DATA-DATE-OUTSIDE-SEASONS',
      `${PLAYERS}:2: the date 1999-07-01`,
      edited(PLAYERS, 2, (row) => row.replace('2022-10-20', '1999-07-01')),
    ],
    [
      'E-DATA-SEASON-MISMATCH',
      'games.csv:2: the date 2022-10-20 lies in season 2022-23, the row says 2021-22',
      edited('games.csv', 2, (row) => row.replace('2022-23', '2021-22')),
    ],
    [
      'E-DATA-NOT-A-DATE',
      'games.csv:2: game_date is "20.10.2022"',
      edited('games.csv', 2, (row) => row.replace('2022-10-20', '20.10.2022')),
    ],
    [
      'E-DATA-UNKNOWN-TEAM',
      'games.csv:2: there is no team 9 in teams.csv',
      edited('games.csv', 2, (row) => row.replace(',1,3', ',9,3')),
    ],
    [
      'E-DATA-UNKNOWN-TEAM',
      `${PLAYERS}:2: there is no team 9`,
      edited(PLAYERS, 2, (row) => row.replace(',11,1,', ',11,9,')),
    ],
    [
      'E-DATA-UNKNOWN-GAME',
      `${PLAYERS}:2: there is no game 0099900001 in games.csv`,
      edited(PLAYERS, 2, (row) => row.replace('0022200001', '0099900001')),
    ],
    [
      'E-DATA-DUPLICATE-ROW',
      `${PLAYERS}:3 repeats game_id 0022200001, player_id 11 of line 2`,
      edited(PLAYERS, 3, (row) => row.replace(',12,1,', ',11,1,')),
    ],
    [
      'E-DATA-DUPLICATE-ROW',
      'team_game_logs.csv:3 repeats game_id 0022200001, team_id 1 of line 2',
      edited('team_game_logs.csv', 3, (row) => row.replace(',3,0,', ',1,0,')),
    ],
    [
      'E-DATA-INVALID-VALUE',
      `${PLAYERS}:2: min is "-4"`,
      edited(PLAYERS, 2, (row) => row.replace(',40,10,', ',-4,10,')),
    ],
    ['E-DATA-INVALID-VALUE', 'teams.csv:2: conference is "N"', edited('teams.csv', 2, (row) => row.replace(/E$/, 'N'))],
    // No team is called ONE, so its abbreviation does not say.
    ['E-DATA-INVALID-VALUE', 'teams.csv:2: conference is ""', edited('teams.csv', 2, (row) => row.replace(/E$/, ''))],
    [
      'E-DATA-INCOMPLETE-GAME',
      `${PLAYERS}:2: game 0022200001 was not played by team 2`,
      edited(PLAYERS, 2, (row) => row.replace(',11,1,', ',11,2,')),
    ],
    ['E-DATA-FILE-MISSING', 'holds no teams.csv', { 'teams.csv': null }],
    ['E-DATA-FILE-MISSING', 'holds no player_game_logs_2022-23.csv', { [PLAYERS]: null }],
  ])('%s: %s', (code, message, edit) => {
    const error = errorOf(edit);
    expect(error.message).toContain(message);
    expect(error.code).toBe(code);
    expect(error.nextStep).not.toBe('');
    expect(error.exitCode).toBe(64);
  });

  it('names a team whose roster of a game is empty, with the line of its team row', () => {
    const rows = TABLES[PLAYERS]!.split('\n').filter(
      (row) => !row.includes(',12,1,') && !row.startsWith('0022200001,2022-10-20,11,'),
    );
    expect(errorOf({ [PLAYERS]: rows.join('\n') })).toMatchObject({
      code: 'E-DATA-EMPTY-ROSTER',
      message: 'team_game_logs.csv:2: team 1 has no player with minutes in game 0022200001.',
    });
  });

  it('takes an empty conference from a known abbreviation, and says so', () => {
    const teams = [
      'team_id,abbreviation,name,conference',
      '1,BOS,One,',
      '2,NYK,Two,E',
      '3,LAL,Three,NaN',
      '4,UTA,Four,E',
    ];
    const box = readBoxScores(writeTables(TABLES, { 'teams.csv': teams.join('\n') }), DEFAULT_SEASON_RANGES);
    // What is written counts, also where it is not what the abbreviation says.
    expect(box.teams.map(({ conference }) => conference)).toEqual(['E', 'E', 'W', 'E']);
    expect(box.assumedConferences).toEqual(['BOS', 'LAL']);
    expect(box.warnings).toEqual(['teams.csv has no conference for BOS, LAL; their abbreviations say which.']);
  });

  it('knows fifteen teams of either conference', () => {
    const conferences = [...KNOWN_CONFERENCES.values()];
    expect(conferences.filter((conference) => conference === 'E')).toHaveLength(15);
    expect(conferences.filter((conference) => conference === 'W')).toHaveLength(15);
  });

  it('shows players without a name by id, and says so', () => {
    const box = readBoxScores(
      writeTables(TABLES, { 'players.csv': 'player_id,player_name\n11,Known\n' }),
      DEFAULT_SEASON_RANGES,
    );
    expect(box.players.map(({ name }) => name)).toContain('Player 12');
    expect(box.warnings).toEqual(['7 of 8 players have no name in players.csv; they are shown by id.']);
  });

  it('leaves the folder as it was', () => {
    const folder = writeTables(TABLES, { 'games.csv': '' });
    const before = readdirSync(folder);
    expect(() => readBoxScores(folder, DEFAULT_SEASON_RANGES)).toThrow();
    expect(readdirSync(path.join(folder))).toEqual(before);
  });
});
