import type { TeamStatistic } from '#contract/config/deep-set-ranker';
import { ROLLING_VALUES } from './player-history';

/** The six box-score means; the seventh rolling value, the on-court share, has its columns after all windows. */
const BOX_SCORE_MEANS = ROLLING_VALUES.slice(0, 6);

/**
 * Names of the statistics of a player, in column order: for each window six means and the availability, then the
 * on-court value for each window, then the team's returning minutes, then the configured facts of the team. `L10` names the window that is configured.
 *
 * @param training windows [10, 30] without facts of the team give 17 names
 */
export const statisticNames = ({
  rolling_windows: windows,
  team_statistics,
}: {
  readonly rolling_windows: readonly number[];
  readonly team_statistics: readonly TeamStatistic[];
}): readonly string[] => [
  ...windows.flatMap((window) => [...BOX_SCORE_MEANS.map((name) => `${name}_L${window}`), `availability_L${window}`]),
  ...windows.map((window) => `on_court_pm_approx_L${window}`),
  'pct_min_returning',
  ...team_statistics,
];
