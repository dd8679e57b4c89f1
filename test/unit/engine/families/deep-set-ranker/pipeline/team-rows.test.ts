import { expect, it } from 'vitest';
import {
  constantColumns,
  filterRows,
  type TeamRows,
} from '../../../../../../src-main/engine/families/deep-set-ranker/pipeline/team-rows';
import { columnValues, featureMatrix } from '../../../../../../src-main/engine/tabular/feature-matrix';

const rows: TeamRows = {
  rows: [0, 1, 2].map((team) => ({
    season: `s${team}`,
    day: team,
    team,
    relevance: team,
    standingsRank: team,
    winRate: 0.5,
  })),
  table: featureMatrix(
    ['moving', 'constant', 'constant_where_known', 'unknown'],
    [
      [1, 7, Number.NaN, Number.NaN],
      [2, 7, 3, Number.NaN],
      [1, 7, 3, Number.NaN],
    ],
  ),
  base: featureMatrix(['win_rate'], [[0.1], [0.2], [0.3]]),
};

it('names the columns that say nothing: constant ones, also where values are missing', () => {
  expect(constantColumns(rows)).toEqual(['constant', 'constant_where_known', 'unknown']);
});

it('keeps rows, features and the columns of the linear base together', () => {
  const kept = filterRows(rows, ({ team }) => team !== 1);
  expect(kept.rows.map(({ season }) => season)).toEqual(['s0', 's2']);
  expect([...columnValues(kept.table, 0)]).toEqual([1, 1]);
  expect([...columnValues(kept.base, 0)]).toEqual([Math.fround(0.1), Math.fround(0.3)]);
});
