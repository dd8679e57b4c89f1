import { describe, expect, it } from 'vitest';
import { DEFAULT_SEASON_RANGES } from '#contract/config/deep-set-ranker';
import { dayNumber } from '../../../../../src-main/engine/data/day-number';
import type { BoxScores } from '../../../../../src-main/engine/families/deep-set-ranker/box-scores/box-scores';
import { readBoxScores } from '../../../../../src-main/engine/families/deep-set-ranker/box-scores/read-box-scores';
import {
  embeddingIndex,
  fnv1a32,
} from '../../../../../src-main/engine/families/deep-set-ranker/features/embedding-index';
import { createLeague } from '../../../../../src-main/engine/families/deep-set-ranker/features/league';
import { rosterOnDay } from '../../../../../src-main/engine/families/deep-set-ranker/features/roster';
import {
  fitColumn,
  fitStandardization,
  standardize,
} from '../../../../../src-main/engine/families/deep-set-ranker/features/standardize';
import { statisticNames } from '../../../../../src-main/engine/families/deep-set-ranker/features/statistic-names';
import { StatisticsOnDay } from '../../../../../src-main/engine/families/deep-set-ranker/features/statistics-on-day';
import { listsOnDay } from '../../../../../src-main/engine/families/deep-set-ranker/lists/team-list';
import { seasonRanks } from '../../../../../src-main/engine/families/deep-set-ranker/lists/season-ranks';
import { tinyTables, writeTables } from '../../../../support/tiny-box-scores';

const box = readBoxScores(writeTables(tinyTables()), DEFAULT_SEASON_RANGES);
const league = createLeague(box);
const season = box.seasons[0]!;
const playerOf = (source: BoxScores, id: number): number => source.players.findIndex((player) => player.id === id);
const OPTIONS = {
  rolling_windows: [2, 3],
  team_statistics: [],
  use_prior_season_baseline: true,
  prior_season_lookback_days: 365,
};
const NAMES = statisticNames(OPTIONS);

/** Statistics of one player of a team by name. */
function statistics(id: number, team: number, date: string, options = {}): Record<string, number> {
  const all = { ...OPTIONS, ...options };
  const names = statisticNames(all);
  const target = new Float32Array(names.length);
  new StatisticsOnDay(league, all).write([playerOf(box, id)], team, season, dayNumber(date), target, 0);
  return Object.fromEntries(names.map((name, column) => [name, target[column]!]));
}

describe('statisticNames', () => {
  it('names the columns after the configured windows: 17 with two', () => {
    expect(statisticNames({ rolling_windows: [10, 30], team_statistics: [] })).toEqual([
      'pts_L10',
      'reb_L10',
      'ast_L10',
      'stl_L10',
      'blk_L10',
      'tov_L10',
      'availability_L10',
      'pts_L30',
      'reb_L30',
      'ast_L30',
      'stl_L30',
      'blk_L30',
      'tov_L30',
      'availability_L30',
      'on_court_pm_approx_L10',
      'on_court_pm_approx_L30',
      'pct_min_returning',
    ]);
    expect(NAMES).toContain('availability_L3');
  });
});

describe('StatisticsOnDay', () => {
  it('takes the latest games before the day, the last one included', () => {
    // Player 11: 10, 20, 5 points on the 20th, 22nd and 24th.
    expect(statistics(11, 0, '2022-10-25')['pts_L2']).toBeCloseTo(12.5, 5);
    expect(statistics(11, 0, '2022-10-25')['pts_L3']).toBeCloseTo(35 / 3, 5);
    expect(statistics(11, 0, '2022-10-24')['pts_L3']).toBeCloseTo(15, 5);
    expect(statistics(11, 0, '2022-10-24')['reb_L2']).toBeCloseTo(7, 5);
  });

  it("availability is the share of the team's last games that the player appeared in, not minutes", () => {
    // Team 1 played on the 20th, 22nd and 24th; player 12 missed the 22nd, player 21 came on the 24th.
    expect(statistics(12, 0, '2022-10-25')['availability_L2']).toBeCloseTo(0.5, 6);
    expect(statistics(12, 0, '2022-10-25')['availability_L3']).toBeCloseTo(2 / 3, 6);
    expect(statistics(21, 0, '2022-10-25')['availability_L3']).toBeCloseTo(1 / 3, 6);
    expect(statistics(11, 0, '2022-10-25')['availability_L3']).toBe(1);
  });

  it('the on-court value is the minutes share times the team margin', () => {
    // Player 11: 40/60 of +4 on the 20th, 60/60 of +2 on the 22nd, 30/60 of -4 on the 24th.
    expect(statistics(11, 0, '2022-10-25')['on_court_pm_approx_L3']).toBeCloseTo(
      (40 / 60) * (4 / 3) + 2 / 3 - 2 / 3,
      5,
    );
    expect(statistics(11, 0, '2022-10-24')['on_court_pm_approx_L2']).toBeCloseTo(((40 / 60) * 4 + 2) / 2, 5);
  });

  it('the windows hold games of earlier teams', () => {
    expect(statistics(21, 0, '2022-10-25')['pts_L2']).toBeCloseTo((20 + 1) / 2, 5);
  });

  it('nobody returns without a season before', () => {
    expect(statistics(11, 0, '2022-10-25')['pct_min_returning']).toBe(0);
  });

  it('appends the configured facts of the team', () => {
    const row = statistics(11, 0, '2022-10-25', {
      team_statistics: ['team_win_rate', 'team_point_difference', 'team_games', 'team_previous_win_rate'],
    });
    expect(row['team_win_rate']).toBeCloseTo(2 / 3, 6);
    expect(row['team_point_difference']).toBeCloseTo((4 + 2 - 4) / 3, 6);
    expect([row['team_games'], row['team_previous_win_rate']]).toEqual([3, 0.5]);
  });
});

describe('with a season before', () => {
  const earlier = tinyTables([
    {
      date: '2022-02-01',
      home: 1,
      away: 2,
      homeLines: [
        [11, 40, 30],
        [13, 20, 2],
      ],
      awayLines: [[21, 60, 10]],
    },
    {
      date: '2022-10-20',
      home: 1,
      away: 2,
      homeLines: [
        [11, 20, 10],
        [12, 40, 4],
      ],
      awayLines: [[21, 60, 2]],
    },
  ]);
  const tables = {
    ...earlier,
    'games.csv': earlier['games.csv']!.replace('2022-02-01,2022-23', '2022-02-01,2021-22'),
    'player_game_logs_2021-22.csv': earlier['player_game_logs_2022-23.csv']!.split('\n')
      .filter((row) => !row.includes('2022-10-20'))
      .join('\n'),
    'player_game_logs_2022-23.csv': earlier['player_game_logs_2022-23.csv']!.split('\n')
      .filter((row) => !row.includes('2022-02-01'))
      .join('\n'),
  };
  const source = readBoxScores(writeTables(tables), DEFAULT_SEASON_RANGES);
  const twoSeasons = createLeague(source);
  const second = source.seasons[1]!;
  const row = (id: number, options: object): Record<string, number> => {
    const target = new Float32Array(NAMES.length);
    new StatisticsOnDay(twoSeasons, { ...OPTIONS, ...options }).write(
      [playerOf(source, id)],
      0,
      second,
      dayNumber('2022-10-21'),
      target,
      0,
    );
    return Object.fromEntries(NAMES.map((name, column) => [name, target[column]!]));
  };

  it('the prior-season baseline fills short windows up, as far back as configured', () => {
    expect(row(11, {})['pts_L2']).toBeCloseTo(20, 5);
    expect(row(11, { use_prior_season_baseline: false })['pts_L2']).toBeCloseTo(10, 5);
    expect(row(11, { prior_season_lookback_days: 100 })['pts_L2']).toBeCloseTo(10, 5);
  });

  it('returning minutes are those of players of the season before', () => {
    // Player 11 has 20 of the 60 minutes of this season; player 12 is new.
    expect(row(12, {})['pct_min_returning']).toBeCloseTo(1 / 3, 6);
  });
});

describe('rosterOnDay', () => {
  const ids = (team: number, date: string, size = 15): readonly number[] =>
    rosterOnDay(league, team, season, dayNumber(date), size).players.map((player) => box.players[player]!.id);

  it('orders by minutes, knows only games before the day, and cuts at the size', () => {
    expect(ids(0, '2022-10-24')).toEqual([11, 12]);
    expect(ids(0, '2022-10-25')).toEqual([11, 12, 21]);
    expect(ids(0, '2022-10-25', 1)).toEqual([11]);
    expect(rosterOnDay(league, 0, season, dayNumber('2022-10-25'), 15).minutes).toEqual([130, 35, 15]);
  });

  it('drops a player whose latest game was for another team', () => {
    expect(ids(1, '2022-10-24')).toEqual([21, 22]);
    expect(ids(1, '2022-10-25')).toEqual([22]);
  });

  it('is empty before the first game', () => {
    expect(ids(0, '2022-10-20')).toEqual([]);
  });
});

describe('listsOnDay', () => {
  const ranks = seasonRanks(league, season);

  it('holds the teams that have played, with the win rate so far, best relevance first', () => {
    const [east] = listsOnDay(league, season, dayNumber('2022-10-25'), ranks, 'standings');
    expect(east!.entries.map(({ team, winRate }) => [team, winRate])).toEqual(
      [
        [0, 2 / 3],
        [1, 1],
      ].sort((a, b) => b[1]! - a[1]!),
    );
    expect(east!.entries[0]!.winRate).toBeGreaterThanOrEqual(east!.entries[1]!.winRate);
  });

  it('orders by the final ranks for final_rank, and has no list before two teams have played and one has won', () => {
    const [east] = listsOnDay(league, season, dayNumber('2022-10-22'), ranks, 'final_rank');
    expect(east!.entries.map(({ relevance, standingsRank }) => relevance + standingsRank)).toEqual([31, 31]);
    expect(listsOnDay(league, season, dayNumber('2022-10-20'), ranks, 'final_rank')).toEqual([]);
  });
});

describe('embeddingIndex', () => {
  it('is FNV-1a with its published values', () => {
    expect([fnv1a32(''), fnv1a32('a'), fnv1a32('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });

  it('never gives the padding row', () => {
    const rows = Array.from({ length: 5000 }, (_, id) => embeddingIndex(id, 500));
    expect([Math.min(...rows), Math.max(...rows)]).toEqual([0, 499]);
  });
});

describe('standardize', () => {
  const encoded = () => ({
    shape: { teams: 1, players: 3, statistics: 2 },
    lists: [],
    embeddingIndices: new Int32Array(6),
    minutes: new Float32Array(6),
    emptyRosters: 0,
    players: Int32Array.from([1, 2, -1, 3, -1, -1]),
    statistics: Float32Array.from([1, 5, 3, 5, 0, 0, 100, 7, 0, 0, 0, 0]),
  });

  it('takes means and deviations over the players of the given lists, padding left out', () => {
    // List 0 holds 1 and 3 in the first column, 5 and 5 in the second, which has no spread.
    expect(fitStandardization(encoded(), [0])).toEqual({ means: [2, 5], deviations: [1, 1] });
  });

  it('leaves padding at 0', () => {
    const lists = encoded();
    standardize(lists, { means: [2, 5], deviations: [1, 2] });
    expect([...lists.statistics]).toEqual([-1, 0, 1, 0, 0, 0, 98, 1, 0, 0, 0, 0]);
  });

  it('has the population deviation', () => {
    expect(fitColumn([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: 2 });
  });
});
