import { dateText } from '../../../data/day-number';
import { scoreLists } from '../evaluation/score-lists';
import type { ScoredList } from '../evaluation/score-lists';
import type { ForwardPass } from '../../../backend/executor';
import type { SeasonRanks } from '../lists/season-ranks';
import type { BatchSource } from '../ranking-data/batch-inputs';
import type { RankingData } from '../ranking-data/ranking-data';
import type { ScoredTeam } from './scored-team';

/** What rows are completed with beside the network's scores. */
export interface RowFacts {
  readonly data: RankingData;
  readonly ranksOf: (season: string) => SeasonRanks;
  /** Day to Massey rating by team. */
  readonly ratings: ReadonlyMap<number, readonly (readonly number[])[]>;
}

const SMALLEST_DEVIATION = 1e-9;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @returns the values with mean 0 and deviation 1; all 0 when they do not differ, null where they are not finite */
export function standardized(values: readonly number[]): readonly (number | null)[] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return values.map(() => null);
  const centre = mean(finite);
  const deviation = Math.sqrt(mean(finite.map((value) => (value - centre) ** 2)));
  return values.map((value) =>
    !Number.isFinite(value) ? null : deviation < SMALLEST_DEVIATION ? 0 : (value - centre) / deviation,
  );
}

/** Scores lists with a trained network and makes a row of each team. */
export async function scoreTeams(
  facts: RowFacts,
  source: BatchSource,
  lists: readonly number[],
  forward: ForwardPass,
): Promise<{ readonly rows: readonly ScoredTeam[]; readonly scored: readonly ScoredList[] }> {
  const scored = await scoreLists(source, lists, forward);
  return { rows: scored.flatMap((list) => rowsOf(facts, list)), scored };
}

function rowsOf({ data, ranksOf, ratings }: RowFacts, { list, scores }: ScoredList): readonly ScoredTeam[] {
  const { season, day, conference, entries } = data.encoded.lists[list]!;
  const within = standardized(scores);
  const ofDay = ratings.get(day)!.map(([rating]) => rating!);
  const deviation = Math.sqrt(mean(ofDay.map((rating) => rating ** 2)));
  const strength = mean(entries.map(({ team }) => ofDay[team]!));
  const { playoffPerformance } = ranksOf(season.name);
  return entries.map((entry, position) => {
    const { id, abbreviation, name } = data.teams[entry.team]!;
    return {
      season: season.name,
      day,
      date: dateText(day),
      conference,
      team: entry.team,
      teamId: id,
      abbreviation,
      name,
      score: Number.isFinite(scores[position]!) ? scores[position]! : null,
      within: within[position]!,
      conferenceStrength: deviation < SMALLEST_DEVIATION ? 0 : strength / deviation,
      relevance: entry.relevance,
      winRate: entry.winRate,
      pointDifference: entry.pointDifference,
      standingsRank: entry.standingsRank,
      playoffRank: playoffPerformance?.[entry.team] ?? null,
      endOfSeasonRank: entry.endOfSeasonRank,
    };
  });
}
