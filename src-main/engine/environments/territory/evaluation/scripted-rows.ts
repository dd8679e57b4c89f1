import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { territoryRowSchema, type TerritoryBot, type TerritoryRow, type TerritoryTier } from '#contract/territory';
import { ENVIRONMENT_HASH } from '../environment-hash';
import { evaluationSeeds } from './evaluation-seeds';
import { playScripted } from './play-scripted';

export interface ScriptedRowOptions {
  /** Where rows are kept; files are named by hash, tier and player, so nothing is ever stale. */
  readonly cacheFolder: string;
  readonly signal?: AbortSignal;
  readonly onGame?: (finished: number, total: number) => void;
}

/** @returns the stored row, null when there is none or it cannot be read: then it is played again */
function readRow(path: string): TerritoryRow | null {
  try {
    const row = territoryRowSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return row.success ? row.data : null;
  } catch {
    return null;
  }
}

function writeRow(path: string, row: TerritoryRow): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(row));
  renameSync(temporary, path);
}

/**
 * Games of a scripted player on the evaluation seeds of a tier: played once for each environment hash (seconds), then
 * read. Rewards are those of the preset `default`.
 * @throws DOMException `AbortError` when the signal was aborted
 */
export function scriptedRow(tier: TerritoryTier, bot: TerritoryBot, options: ScriptedRowOptions): TerritoryRow {
  const path = join(options.cacheFolder, `territory-${ENVIRONMENT_HASH}-${tier}-${bot}.json`);
  const stored = readRow(path);
  if (stored !== null) return stored;
  const seeds = evaluationSeeds(tier);
  const row: TerritoryRow = { environmentHash: ENVIRONMENT_HASH, tier, bot, games: [] };
  for (const game of playScripted(bot, { tier, reward: 'default', seeds })) {
    options.signal?.throwIfAborted();
    row.games.push(game);
    options.onGame?.(row.games.length, seeds.length);
  }
  mkdirSync(options.cacheFolder, { recursive: true });
  writeRow(path, row);
  return row;
}
