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
  /** Called when the row was played but could not be kept, with the reason. */
  readonly onNotStored?: (reason: string) => void;
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

/** An evaluation needs no cache: a full disk or a read-only folder is told, not thrown. */
function storeRow(path: string, row: TerritoryRow, options: ScriptedRowOptions): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(options.cacheFolder, { recursive: true });
    writeFileSync(temporary, JSON.stringify(row));
    // Renamed, so that two runs that play the same row at once never see half a file.
    renameSync(temporary, path);
  } catch (error) {
    options.onNotStored?.(error instanceof Error ? error.message : String(error));
  }
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
  storeRow(path, row, options);
  return row;
}
