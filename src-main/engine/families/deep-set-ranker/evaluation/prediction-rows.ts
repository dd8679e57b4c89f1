import { dateText } from '../../../data/day-number';
import { averageRanks } from '../../../metrics/average-ranks';
import type { PredictionTable } from '../../family';
import type { RankingData } from '../ranking-data/ranking-data';

/** One team of one list. The keys are the columns of prediction files; docs/families/deep-set-ranker.md describes them. */
export interface PredictionRow {
  readonly season: string;
  /** YYYY-MM-DD: games before this day were known. */
  readonly as_of_date: string;
  readonly conference: string;
  readonly team_id: number;
  readonly abbreviation: string;
  readonly team: string;
  /** Larger = stronger; comparable within a list only. */
  readonly score: number;
  /** 1 = best of the list; equal scores share the mean of their ranks. */
  readonly predicted_rank: number;
  /** Season so far. */
  readonly win_rate: number;
  /** Mean margin a game, season so far. */
  readonly point_difference: number;
  /** Final rank in the regular season, 1 to 30. */
  readonly standings_rank: number;
  /** Final rank with the playoffs, 1 to 30; null without playoffs. */
  readonly end_of_season_rank: number | null;
  /** 1 = row of the season's last snapshot, which rank errors are measured on; 0 = row of a list. */
  readonly is_snapshot: 0 | 1;
}

export const PREDICTION_COLUMNS = [
  'season',
  'as_of_date',
  'conference',
  'team_id',
  'abbreviation',
  'team',
  'score',
  'predicted_rank',
  'win_rate',
  'point_difference',
  'standings_rank',
  'end_of_season_rank',
  'is_snapshot',
] as const satisfies readonly (keyof PredictionRow)[];

/**
 * @param list   position in `data.encoded.lists`
 * @param scores one an entry
 */
export function predictionRows(
  data: RankingData,
  list: number,
  scores: readonly number[],
  isSnapshot: boolean,
): readonly PredictionRow[] {
  const { season, day, conference, entries } = data.encoded.lists[list]!;
  const ranks = averageRanks(scores);
  return entries.map((entry, position) => {
    const team = data.teams[entry.team]!;
    return {
      season: season.name,
      as_of_date: dateText(day),
      conference,
      team_id: team.id,
      abbreviation: team.abbreviation,
      team: team.name,
      score: scores[position]!,
      predicted_rank: ranks[position]!,
      win_rate: entry.winRate,
      point_difference: entry.pointDifference,
      standings_rank: entry.standingsRank,
      end_of_season_rank: entry.endOfSeasonRank,
      is_snapshot: isSnapshot ? 1 : 0,
    };
  });
}

export const toPredictionTable = (rows: readonly PredictionRow[]): PredictionTable => ({
  columns: PREDICTION_COLUMNS,
  rows: rows.map((row) => PREDICTION_COLUMNS.map((column) => row[column])),
});

/** Inverse of {@link toPredictionTable}, for tables read back from a file. */
export function fromPredictionTable({ columns, rows }: PredictionTable): readonly PredictionRow[] {
  const at = Object.fromEntries(columns.map((column, position) => [column, position]));
  return rows.map((row) => {
    const value = (column: keyof PredictionRow) => row[at[column]!] ?? null;
    const endOfSeason = value('end_of_season_rank');
    return {
      season: String(value('season')),
      as_of_date: String(value('as_of_date')),
      conference: String(value('conference')),
      team_id: Number(value('team_id')),
      abbreviation: String(value('abbreviation')),
      team: String(value('team')),
      score: Number(value('score')),
      predicted_rank: Number(value('predicted_rank')),
      win_rate: Number(value('win_rate')),
      point_difference: Number(value('point_difference')),
      standings_rank: Number(value('standings_rank')),
      end_of_season_rank: endOfSeason === null || endOfSeason === '' ? null : Number(endOfSeason),
      is_snapshot: Number(value('is_snapshot')) === 1 ? 1 : 0,
    };
  });
}
