import { CONFERENCES } from '../box-scores/box-scores';
import type { Conference, Season } from '../box-scores/box-scores';
import type { League } from '../features/league';
import type { SeasonRanks } from './season-ranks';

/** `training.listmle_target`: what the order of a list is taken from. */
export type ListTarget = 'standings' | 'final_rank' | 'playoff_outcome';

/** A team in a list, with what is known on the day and what the season ended with. */
export interface ListEntry {
  /** Position in `BoxScores.teams`. */
  readonly team: number;
  /** Of the season so far. */
  readonly winRate: number;
  /** Mean margin a game, season so far. */
  readonly pointDifference: number;
  /** Larger is better; the unit is that of the target. */
  readonly relevance: number;
  /** Rank 1 to 30 of the final regular-season standings. */
  readonly standingsRank: number;
  /** Rank 1 to 30 with the playoffs; null when the source has no playoffs of the season. */
  readonly endOfSeasonRank: number | null;
}

/** The teams of a conference on a day, best relevance first. */
export interface TeamList {
  readonly day: number;
  readonly season: Season;
  readonly conference: Conference;
  readonly entries: readonly ListEntry[];
}

/** Relevance of a rank: 30 for the first of 30, so that the last has 1. */
const relevanceOfRank = (rank: number): number => 31 - rank;

/**
 * The lists of a day (spec section 2.1, with the season filter): one a conference, of the teams that have played
 * this season before the day. Lists with fewer than two teams, or in which nobody has won, are left out.
 */
export function listsOnDay(
  league: League,
  season: Season,
  day: number,
  ranks: SeasonRanks,
  target: ListTarget,
): readonly TeamList[] {
  return CONFERENCES.map((conference) => ({
    day,
    season,
    conference,
    entries: entriesOnDay(league, season, day, conference, ranks, target),
  })).filter(({ entries }) => entries.length >= 2 && entries.some(({ winRate }) => winRate > 0));
}

function entriesOnDay(
  league: League,
  season: Season,
  day: number,
  conference: Conference,
  ranks: SeasonRanks,
  target: ListTarget,
): readonly ListEntry[] {
  const entries = league.box.teams.flatMap((team, position) => {
    if (team.conference !== conference) return [];
    const { games, wins, pointDifference } = league.teams.record(position, season.start, day);
    if (games === 0) return [];
    const winRate = wins / games;
    const standingsRank = ranks.standings[position]!;
    const endOfSeasonRank = ranks.endOfSeason?.[position] ?? null;
    const relevance = {
      standings: winRate,
      final_rank: relevanceOfRank(standingsRank),
      playoff_outcome: relevanceOfRank(endOfSeasonRank ?? standingsRank),
    }[target];
    return [
      { team: position, winRate, pointDifference: pointDifference / games, relevance, standingsRank, endOfSeasonRank },
    ];
  });
  // Ordered here once, so that the loss needs no sort; the sort is stable, so ties stay in order of team id.
  return entries.sort((a, b) => b.relevance - a.relevance);
}
