import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SEASON_RANGES, teamFeatureGroupSchema } from '#contract/config/deep-set-ranker';
import type { BoxScores } from '../../../src-main/engine/families/deep-set-ranker/box-scores/box-scores';
import { readBoxScores } from '../../../src-main/engine/families/deep-set-ranker/box-scores/read-box-scores';
import { createLeague } from '../../../src-main/engine/families/deep-set-ranker/features/league';
import { gameDates } from '../../../src-main/engine/families/deep-set-ranker/lists/list-dates';
import {
  TEAM_FEATURE_GROUPS,
  teamFeatureNames,
  teamFeaturesOn,
} from '../../../src-main/engine/families/deep-set-ranker/team-features/team-features';
import { sampleFolder } from '../../support/test-data';

const GROUPS = teamFeatureGroupSchema.options;
const NAMES = teamFeatureNames(GROUPS);
/** Beginning, middle and end of two seasons. */
const DATES = [3, 80, 150, 180, 250, 320];
/** Follow from the calendar alone: no game can change them. */
const OF_THE_CALENDAR = ['days_to_season_end'];

/** A copy in which the games from position `first` on had other winners, margins and counts. */
function withOtherGames(box: BoxScores, first: number): BoxScores {
  const changed = structuredClone(box);
  const { teamGames } = changed;
  for (let slot = 2 * first; slot < teamGames.won.length; slot += 1) {
    teamGames.won[slot] = 1 - teamGames.won[slot]!;
    teamGames.pointDifference[slot] = -3 * teamGames.pointDifference[slot]!;
    teamGames.points[slot]! += 7 + (slot % 5);
    teamGames.fieldGoalsMade[slot]! += 3 + (slot % 3);
    teamGames.fieldGoalsAttempted[slot]! += 1;
    teamGames.threePointersMade[slot]! += 2;
    teamGames.freeThrowsAttempted[slot]! += 5;
    teamGames.offensiveRebounds[slot]! += 4;
    teamGames.defensiveRebounds[slot]! += 6;
    teamGames.turnovers[slot]! += 9;
  }
  return changed;
}

describe('team features as of a date', () => {
  let box: BoxScores;
  let before: readonly { readonly day: number; readonly values: readonly (readonly number[])[] }[];
  let after: typeof before;
  let earlier: typeof before;

  beforeAll(() => {
    box = readBoxScores(sampleFolder('nba-box-scores'), DEFAULT_SEASON_RANGES);
    const dates = gameDates(box);
    const on = (source: BoxScores, day: number) => ({
      day,
      values: teamFeaturesOn(createLeague(source), GROUPS, [day]).get(day)!,
    });
    const firstFrom = (day: number): number => box.games.days.findIndex((other) => other >= day);
    const days = DATES.map((index) => dates[index]!.day);
    before = days.map((day) => on(box, day));
    after = days.map((day) => on(withOtherGames(box, firstFrom(day)), day));
    // Everything of the season up to the day: late enough for a flag that only comes with the last games.
    earlier = days.map((day) => on(withOtherGames(box, 0), day));
  });

  it.each(NAMES)('%s: changing every game on or after the date changes nothing', (name) => {
    const column = NAMES.indexOf(name);
    DATES.forEach((_, date) => {
      expect(after[date]!.values.map((team) => team[column])).toEqual(before[date]!.values.map((team) => team[column]));
    });
  });

  it.each(NAMES.filter((name) => !OF_THE_CALENDAR.includes(name) && name !== 'games' && name !== 'late_season'))(
    '%s: does depend on the games before the date',
    (name) => {
      const column = NAMES.indexOf(name);
      const differs = DATES.some((_, date) =>
        before[date]!.values.some(
          (team, position) => !Object.is(team[column], earlier[date]!.values[position]![column]),
        ),
      );
      expect(differs).toBe(true);
    },
  );

  it('are asked for all dates at once or one by one: the same values', () => {
    const together = teamFeaturesOn(
      createLeague(box),
      GROUPS,
      before.map(({ day }) => day),
    );
    for (const { day, values } of before) expect(together.get(day)).toEqual(values);
  });

  it('hold no net rating: it would give the result away under another name', () => {
    expect(NAMES.filter((name) => /net.?r(a)?t/i.test(name))).toEqual([]);
    expect(Object.keys(TEAM_FEATURE_GROUPS)).toEqual(GROUPS);
  });
});
