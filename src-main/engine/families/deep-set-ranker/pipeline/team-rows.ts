import type { TeamFeatureGroup } from '#contract/config/deep-set-ranker';
import { featureMatrix, selectRows, type FeatureMatrix } from '../../../tabular/feature-matrix';
import type { RankingData } from '../ranking-data/ranking-data';
import { teamFeatureNames } from '../team-features/team-features';
import { baseTable } from './linear-base';
import type { PipelineData } from './pipeline-data';

/** A team on a date, as Models B and C see it. */
export interface TeamRow {
  readonly season: string;
  readonly day: number;
  /** Position in `BoxScores.teams`. */
  readonly team: number;
  /** Of `training.listmle_target`, in the scale of Model A's target. */
  readonly relevance: number;
  /** Final standings rank of the season. */
  readonly standingsRank: number;
  readonly winRate: number;
}

/** Rows with their features; row r of each table belongs to `rows[r]`. */
export interface TeamRows {
  readonly rows: readonly TeamRow[];
  readonly table: FeatureMatrix;
  /** Columns of the linear base. */
  readonly base: FeatureMatrix;
}

/** @returns a row for each team of some lists, by date, with its features as of the date */
export function teamRows(
  source: PipelineData,
  { encoded }: RankingData,
  lists: readonly number[],
  groups: readonly TeamFeatureGroup[],
): TeamRows {
  const rows = lists.flatMap((list) => {
    const { season, day, entries } = encoded.lists[list]!;
    return entries.map(({ team, relevance, standingsRank, winRate }) => ({
      season: season.name,
      day,
      team,
      relevance,
      standingsRank,
      winRate,
    }));
  });
  const features = source.features(
    groups,
    rows.map(({ day }) => day),
  );
  const values = rows.map(({ day, team }) => features.get(day)![team]!);
  return { rows, table: featureMatrix(teamFeatureNames(groups), values), base: baseTable(source, rows) };
}

/** @returns those rows for which the condition holds */
export function filterRows({ rows, table, base }: TeamRows, holds: (row: TeamRow) => boolean): TeamRows {
  const kept = rows.flatMap((row, index) => (holds(row) ? [index] : []));
  return { rows: kept.map((index) => rows[index]!), table: selectRows(table, kept), base: selectRows(base, kept) };
}

/** @returns names of the columns that are the same in every row, missing values left out */
export const constantColumns = ({ table }: TeamRows): readonly string[] =>
  table.names.filter((_, column) => {
    const values = table.values
      .subarray(column * table.rows, (column + 1) * table.rows)
      .filter((value) => !Number.isNaN(value));
    return values.every((value) => value === values[0]);
  });
