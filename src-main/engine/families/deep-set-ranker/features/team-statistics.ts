import type { TeamStatistic } from '#contract/config/deep-set-ranker';
import type { Season } from '../box-scores/box-scores';
import type { League } from './league';

/** A fact of a team as of a day, from games before that day only. */
type TeamStatisticFunction = (league: League, team: number, season: Season, day: number) => number;

/** `training.team_statistics` to what each is. A team without games has 0; margins are points a game. */
export const TEAM_STATISTICS = {
  team_win_rate: (league, team, season, day) => {
    const { games, wins } = league.teams.record(team, season.start, day);
    return games === 0 ? 0 : wins / games;
  },
  team_point_difference: (league, team, season, day) => {
    const { games, pointDifference } = league.teams.record(team, season.start, day);
    return games === 0 ? 0 : pointDifference / games;
  },
  team_games: (league, team, season, day) => league.teams.record(team, season.start, day).games,
  team_previous_win_rate: (league, team, season) => {
    const previous = league.box.seasons.filter((earlier) => earlier.end < season.start).at(-1);
    const { games, wins } = previous ? league.teams.record(team, previous.start, season.start) : { games: 0, wins: 0 };
    // Half, not 0: an unknown season before is no season without a win.
    return games === 0 ? 0.5 : wins / games;
  },
} as const satisfies Record<TeamStatistic, TeamStatisticFunction>;
