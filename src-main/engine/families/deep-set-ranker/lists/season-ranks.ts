import type { Season } from '../box-scores/box-scores';
import type { League } from '../features/league';

/** Final ranks of a season by team position, 1 = best; 0 = the team has no games in the season. */
export interface SeasonRanks {
  /** By win share over the season, ties by team id. */
  readonly standings: Int32Array;
  /** Playoff teams by playoff wins, then win share; then the rest by win share. Null without playoffs. */
  readonly playoffPerformance: Int32Array | null;
  /**
   * As before, but the two playoff teams with the fewest wins (ties: lower win share, then smaller id) stand last, the
   * one with the lower win share as 30, and the rest move up. Null without playoffs.
   */
  readonly endOfSeason: Int32Array | null;
}

/** A season has been played out in the playoffs when this many teams have rows there. */
const PLAYOFF_TEAMS = 16;
/** Playoff teams that the end-of-season rank puts last. */
const DEMOTED_TEAMS = 2;

/**
 * Ranks of a whole season (spec section 2.2): targets and measures of a model, never features.
 * Equal to `season_ranks.csv` in every row of the shared data (test/golden/deep-set-ranker).
 */
export function seasonRanks(league: League, season: Season): SeasonRanks {
  const shares = league.box.teams.map((_, team) => winShare(league, team, season));
  const teams = shares.flatMap((share, team) => (share === null ? [] : [team]));
  const byShare = (a: number, b: number): number => shares[b]! - shares[a]! || a - b;
  const standings = [...teams].sort(byShare);
  const rank = (order: readonly number[]): Int32Array => ranksOf(order, league.box.teams.length);
  const wins = league.box.playoffs.bySeason.get(season.name);
  if (!wins || wins.size < PLAYOFF_TEAMS)
    return { standings: rank(standings), playoffPerformance: null, endOfSeason: null };
  const qualified = teams.filter((team) => wins.has(team)).sort((a, b) => wins.get(b)! - wins.get(a)! || byShare(a, b));
  const others = standings.filter((team) => !wins.has(team));
  const worstShareFirst = (a: number, b: number): number => shares[a]! - shares[b]! || a - b;
  const fewestWinsFirst = [...qualified].sort((a, b) => wins.get(a)! - wins.get(b)! || worstShareFirst(a, b));
  const demoted = fewestWinsFirst.slice(0, DEMOTED_TEAMS).sort(worstShareFirst).reverse();
  const kept = qualified.filter((team) => !demoted.includes(team));
  return {
    standings: rank(standings),
    playoffPerformance: rank([...qualified, ...others]),
    endOfSeason: rank([...kept, ...others, ...demoted]),
  };
}

/** Teams stand in the source ordered by id, so a tie falls to the smaller id. */
function winShare(league: League, team: number, season: Season): number | null {
  const { games, wins } = league.teams.record(team, season.start, season.end + 1);
  return games === 0 ? null : wins / games;
}

function ranksOf(order: readonly number[], teamCount: number): Int32Array {
  const ranks = new Int32Array(teamCount);
  order.forEach((team, index) => {
    ranks[team] = index + 1;
  });
  return ranks;
}
