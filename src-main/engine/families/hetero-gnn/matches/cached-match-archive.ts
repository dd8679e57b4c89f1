import { join } from 'node:path';
import { readCacheFile, writeCacheFile } from '../../../data/cache-file';
import type { CacheOutcome } from '../../../data/cache-file';
import type { MatchArchive } from './match-archive';
import { decodeMatchArchive, encodeMatchArchive } from './match-archive-file';

/** Raised whenever reading a match gives another record: old cache files are then never read again. */
const RECORD_VERSION = 1;

/**
 * The record of a source by its content: read back, or read anew and kept. Rules, labels and splits are not part of the
 * record, so that all runs on a source share it.
 *
 * @param cacheFolder of the workspace; safe to delete at any time
 * @param fingerprint of the source
 * @param read        called on a miss and for a damaged file
 */
export async function cachedMatchArchive(
  cacheFolder: string,
  fingerprint: string,
  read: () => Promise<MatchArchive>,
): Promise<{ readonly archive: MatchArchive; readonly cache: CacheOutcome }> {
  const path = join(cacheFolder, 'hetero-gnn', `${fingerprint}-${RECORD_VERSION}.matches`);
  const file = readCacheFile(path);
  if (file.kind === 'found') return { archive: decodeMatchArchive(file.content), cache: { kind: 'hit' } };
  const archive = await read();
  return { archive, cache: writeCacheFile(path, encodeMatchArchive(archive), file.kind) };
}
