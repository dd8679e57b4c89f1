import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RankingData } from './ranking-data';
import { decodeRankingData, encodeRankingData } from './ranking-data-file';

/** Where the lists of a run came from. `rebuilt`: the cached file was damaged. `not-stored`: it could not be written. `off`: `training.batch_cache`. */
export type CacheOutcome =
  { readonly kind: 'hit' | 'built' | 'rebuilt' | 'off' } | { readonly kind: 'not-stored'; readonly reason: string };

export interface CachedRankingData {
  readonly data: RankingData;
  readonly cache: CacheOutcome;
}

const fileOf = (folder: string, key: string): string => join(folder, 'deep-set-ranker', `${key}.lists`);

/**
 * Prepared lists by key: read back byte for byte, or built and kept.
 *
 * @param folder the workspace's cache folder; safe to delete at any time
 * @param build  called on a miss and for a damaged file
 * @param onDamage called before a damaged file is replaced
 */
export function cachedRankingData(
  folder: string,
  key: string,
  build: () => RankingData,
  onDamage: () => void,
): CachedRankingData {
  const path = fileOf(folder, key);
  const wasThere = existsSync(path);
  const cached = wasThere ? decodeRankingData(readFileSync(path)) : null;
  if (cached) return { data: cached, cache: { kind: 'hit' } };
  if (wasThere) onDamage();
  const data = build();
  return { data, cache: store(folder, path, data) ?? { kind: wasThere ? 'rebuilt' : 'built' } };
}

/** A run needs no cache: a full disk or a read-only folder is told, not thrown. @returns undefined when it was stored */
function store(folder: string, path: string, data: RankingData): CacheOutcome | undefined {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(join(folder, 'deep-set-ranker'), { recursive: true });
    writeFileSync(temporary, encodeRankingData(data));
    // Renamed, so that two runs that prepare the same lists at once never see half a file.
    renameSync(temporary, path);
    return undefined;
  } catch (error) {
    // Below a path that is no folder even "force" would throw.
    if (existsSync(temporary)) rmSync(temporary);
    return { kind: 'not-stored', reason: error instanceof Error ? error.message : String(error) };
  }
}
