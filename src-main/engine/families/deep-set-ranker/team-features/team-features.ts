import type { TeamFeatureGroup } from '#contract/config/deep-set-ranker';
import type { League } from '../features/league';
import { elo } from './elo';
import { fourFactors } from './four-factors';
import { massey } from './massey';
import { motivation } from './motivation';
import { pace } from './pace';
import { record } from './record';
import { rollingForm } from './rolling-form';
import type { TeamFeatureGroupDefinition } from './team-feature-group';

/** Every group of `model_b.features`. */
export const TEAM_FEATURE_GROUPS = {
  four_factors: fourFactors,
  pace,
  elo,
  massey,
  motivation,
  rolling_form: rollingForm,
  record,
} as const satisfies Record<TeamFeatureGroup, TeamFeatureGroupDefinition>;

/** @returns the columns of some groups, in the order of the groups */
export const teamFeatureNames = (groups: readonly TeamFeatureGroup[]): readonly string[] =>
  groups.flatMap((group) => TEAM_FEATURE_GROUPS[group].names);

/**
 * Features of all teams as of some days, from games before each day only: the season's games are walked through once, in
 * order of time, and the groups are asked before the games of a day are shown to them.
 *
 * @param days day numbers, in any order
 * @returns day number, then team position, to one value a name; days before the first season are absent
 */
export function teamFeaturesOn(
  league: League,
  groups: readonly TeamFeatureGroup[],
  days: readonly number[],
): ReadonlyMap<number, readonly (readonly number[])[]> {
  const { games, seasons, teams } = league.box;
  const states = groups.map((group) => TEAM_FEATURE_GROUPS[group].create(league));
  const wanted = [...new Set(days)].sort((a, b) => a - b);
  const found = new Map<number, readonly (readonly number[])[]>();
  let game = 0;
  seasons.forEach((season, position) => {
    for (const state of states) state.startSeason(season);
    for (const day of wanted.filter((held) => held >= season.start && held <= season.end)) {
      for (; game < games.count && games.seasons[game] === position && games.days[game]! < day; game += 1)
        for (const state of states) state.addGame(game);
      found.set(
        day,
        teams.map((_, team) => states.flatMap((state) => state.valuesOn(team, day))),
      );
    }
    for (; game < games.count && games.seasons[game] === position; game += 1)
      for (const state of states) state.addGame(game);
  });
  return found;
}
