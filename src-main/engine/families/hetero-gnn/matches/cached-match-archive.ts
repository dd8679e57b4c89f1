import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MatchArchive } from './match-archive';
import { decodeMatchArchive, encodeMatchArchive } from './match-archive-file';

/** Raised whenever reading a match gives another record: old cache files are then never read again. */
const RECORD_VERSION = 1;
const FOLDER = 'hetero-gnn';

/** Where the record of a source came from. `rebuilt`: the cached file was damaged. `not-stored`: it could not be written. */
export type CacheOutcome =
  { readonly kind: 'hit' | 'built' | 'rebuilt' } | { readonly kind: 'not-stored'; readonly reason: string };

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
  const path = join(cacheFolder, FOLDER, `${fingerprint}-${RECORD_VERSION}.matches`);
  const wasThere = existsSync(path);
  const cached = wasThere ? decodeMatchArchive(readFileSync(path)) : null;
  if (cached) return { archive: cached, cache: { kind: 'hit' } };
  const archive = await read();
  return { archive, cache: store(cacheFolder, path, archive) ?? { kind: wasThere ? 'rebuilt' : 'built' } };
}

/** A run needs no cache: a full disk or a read-only folder is told, not thrown. @returns undefined when it was stored */
function store(cacheFolder: string, path: string, archive: MatchArchive): CacheOutcome | undefined {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(join(cacheFolder, FOLDER), { recursive: true });
    writeFileSync(temporary, encodeMatchArchive(archive));
    // Renamed, so that two runs that read the same source at once never see half a file.
    renameSync(temporary, path);
    return undefined;
  } catch (error) {
    // Below a path that is no folder even "force" would throw.
    if (existsSync(temporary)) rmSync(temporary);
    return { kind: 'not-stored', reason: error instanceof Error ? error.message : String(error) };
  }
}
