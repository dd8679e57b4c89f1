import { featureMatrix, type FeatureMatrix } from '../../../tabular/feature-matrix';
import { fitRidgeCv, type Ridge } from '../../../tabular/ridge';
import type { PipelineData } from './pipeline-data';

/** Games of a full season: the share of it that is played tells how much a record is worth. */
const SEASON_GAMES = 82;
const COLUMNS = ['win_rate', 'win_rate_played', 'massey', 'massey_played'] as const;
/** Hardly any: four columns, thousands of rows. */
const RIDGE = { alphas: [1], folds: 2, nonNegative: false } as const;

/** What the table of the day alone says: trees may learn what it leaves over. @throws as fitRidgeCv */
export const fitLinearBase = (table: FeatureMatrix, target: readonly number[]): Ridge =>
  fitRidgeCv(table, target, RIDGE);

/** @returns the columns of the linear base for some rows: win rate around one half, Massey rating, both also times the share played */
export function baseTable(
  source: PipelineData,
  rows: readonly { readonly day: number; readonly team: number }[],
): FeatureMatrix {
  const facts = source.features(
    ['record', 'massey'],
    rows.map(({ day }) => day),
  );
  return featureMatrix(
    COLUMNS,
    rows.map(({ day, team }) => {
      const [winRate, games, , , , massey] = facts.get(day)![team]!;
      const played = games! / SEASON_GAMES;
      return [winRate! - 0.5, (winRate! - 0.5) * played, massey!, massey! * played];
    }),
  );
}
