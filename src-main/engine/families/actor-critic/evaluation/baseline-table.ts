import { BaselineRowsMissingError } from '#contract/errors/environment-errors';
import type { SplitMetrics } from '#contract/runs';
import type { TerritoryBot, TerritoryEpisode } from '#contract/territory';
import { baseMissing } from '../../../environments/territory/diagnostics/base-missing';
import { ENVIRONMENT_HASH } from '../../../environments/territory/environment-hash';
import { baselineGames, BASELINE_PLAYERS, type BaselineOptions, type BaselinePlayer } from './baseline-games';
import type { PlayedSplit } from './game-lists';
import { gameMetrics } from './game-metrics';

/** Games of every baseline on each split. */
export type BaselineTable = Readonly<
  Record<BaselinePlayer, Readonly<Partial<Record<PlayedSplit, readonly TerritoryEpisode[]>>>>
>;

/**
 * @param seeds of each split
 * @throws BaselineRowsMissingError when a row that every result needs is missing (diagnostic BASE-MISSING)
 */
export async function baselineTable(
  seeds: Readonly<Partial<Record<PlayedSplit, readonly number[]>>>,
  options: BaselineOptions,
): Promise<BaselineTable> {
  const table: Partial<Record<BaselinePlayer, Partial<Record<PlayedSplit, readonly TerritoryEpisode[]>>>> = {};
  for (const player of BASELINE_PLAYERS) {
    const games: Partial<Record<PlayedSplit, readonly TerritoryEpisode[]>> = {};
    for (const [split, list] of Object.entries(seeds) as [PlayedSplit, readonly number[]][])
      games[split] = await baselineGames(player, list, options);
    table[player] = games;
  }
  return complete(table);
}

function complete(table: Partial<BaselineTable>): BaselineTable {
  const bots = Object.keys(table).filter((player): player is TerritoryBot => player !== 'linear');
  const missing = baseMissing(bots.map((bot) => ({ bot, environmentHash: ENVIRONMENT_HASH })));
  if (missing) throw new BaselineRowsMissingError(missing.message, missing.nextStep);
  return table as BaselineTable;
}

/** @returns metrics by baseline and split */
export const baselineMetrics = (
  table: BaselineTable,
): Record<BaselinePlayer, Partial<Record<PlayedSplit, SplitMetrics>>> =>
  Object.fromEntries(
    BASELINE_PLAYERS.map((player) => [
      player,
      Object.fromEntries(Object.entries(table[player]).map(([split, games]) => [split, gameMetrics(games)])),
    ]),
  ) as Record<BaselinePlayer, Partial<Record<PlayedSplit, SplitMetrics>>>;
