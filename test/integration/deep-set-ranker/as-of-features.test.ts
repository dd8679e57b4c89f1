import { beforeAll, describe, expect, it } from 'vitest';
import { deepSetRankerSchema, DEFAULT_SEASON_RANGES } from '#contract/config/deep-set-ranker';
import type { BoxScores } from '../../../src-main/engine/families/deep-set-ranker/box-scores/box-scores';
import { readBoxScores } from '../../../src-main/engine/families/deep-set-ranker/box-scores/read-box-scores';
import { createLeague } from '../../../src-main/engine/families/deep-set-ranker/features/league';
import { encodeLists } from '../../../src-main/engine/families/deep-set-ranker/lists/encode-lists';
import { gameDates } from '../../../src-main/engine/families/deep-set-ranker/lists/list-dates';
import { seasonRanks } from '../../../src-main/engine/families/deep-set-ranker/lists/season-ranks';
import { listsOnDay } from '../../../src-main/engine/families/deep-set-ranker/lists/team-list';
import { sampleFolder } from '../../support/test-data';

const config = deepSetRankerSchema.parse({
  family: 'deep-set-ranker',
  data: { train_seasons: ['2022-23'] },
  training: { team_statistics: ['team_win_rate', 'team_point_difference', 'team_games', 'team_previous_win_rate'] },
});

/** Features of one day, with the targets of the unchanged source: those may look ahead, features may not. */
function featuresOn(box: BoxScores, targets: BoxScores, dateIndex: number) {
  const { day, season } = gameDates(targets)[dateIndex]!;
  const lists = listsOnDay(
    createLeague(targets),
    season,
    day,
    seasonRanks(createLeague(targets), season),
    'final_rank',
  );
  const encoded = encodeLists(
    createLeague(box),
    lists,
    { teams: 15, players: 15, statistics: 21 },
    { ...config.training, num_embeddings: 500 },
  );
  return { day, statistics: encoded.statistics, players: encoded.players, minutes: encoded.minutes };
}

/** A copy whose games on or after a day have other results, other players' minutes and other counts. */
function withOtherFuture(box: BoxScores, day: number): BoxScores {
  const first = box.games.days.findIndex((other) => other >= day);
  const row = box.playerGames.offsets[first]!;
  const changed = structuredClone(box);
  changed.teamGames.won.fill(1, 2 * first);
  changed.teamGames.pointDifference.fill(99, 2 * first);
  changed.playerGames.minutes.fill(48, row);
  changed.playerGames.points.fill(60, row);
  changed.playerGames.sides.fill(0, row);
  return changed;
}

describe('features as of a date', () => {
  let box: BoxScores;
  beforeAll(() => {
    box = readBoxScores(sampleFolder('nba-box-scores'), DEFAULT_SEASON_RANGES);
  });

  it.each([3, 80, 200, 300])(
    'date %d: changing every game on or after it changes no feature, changing one before does',
    (dateIndex) => {
      const before = featuresOn(box, box, dateIndex);
      const { day, ...values } = featuresOn(withOtherFuture(box, before.day), box, dateIndex);
      expect(values).toEqual({ statistics: before.statistics, players: before.players, minutes: before.minutes });
      const earlier = gameDates(box)[dateIndex - 1]!.day;
      expect(featuresOn(withOtherFuture(box, earlier), box, dateIndex).statistics).not.toEqual(before.statistics);
      expect(day).toBe(before.day);
    },
  );
});
