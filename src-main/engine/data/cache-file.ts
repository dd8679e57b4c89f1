import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Prepared data came from the cache, or had to be made. `rebuilt`: the file was damaged. `not-stored`: no new one could be written. */
export type CacheOutcome =
  { readonly kind: 'hit' | 'built' | 'rebuilt' } | { readonly kind: 'not-stored'; readonly reason: string };

/** What lies at the path of a cache file. */
export type CacheFile = { readonly kind: 'missing' | 'damaged' } | { readonly kind: 'found'; readonly content: Buffer };

const HASH_BYTES = 32;

const hashOf = (content: Uint8Array): Buffer => createHash('sha256').update(content).digest();

/** @returns the content that {@link writeCacheFile} was given, or why there is none */
export function readCacheFile(path: string): CacheFile {
  if (!existsSync(path)) return { kind: 'missing' };
  const file = readFileSync(path);
  const content = file.subarray(HASH_BYTES);
  return file.length >= HASH_BYTES && hashOf(content).equals(file.subarray(0, HASH_BYTES))
    ? { kind: 'found', content }
    : { kind: 'damaged' };
}

/**
 * Keeps prepared data under its SHA-256. A run needs no cache: a full disk or a read-only folder is told, not thrown.
 * @param before what lay there
 */
export function writeCacheFile(path: string, content: Uint8Array, before: 'missing' | 'damaged'): CacheOutcome {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, Buffer.concat([hashOf(content), content]));
    // Renamed, so that two runs that prepare the same data at once never see half a file.
    renameSync(temporary, path);
    return { kind: before === 'damaged' ? 'rebuilt' : 'built' };
  } catch (error) {
    // Below a path that is no folder even "force" would throw.
    if (existsSync(temporary)) rmSync(temporary);
    return { kind: 'not-stored', reason: error instanceof Error ? error.message : String(error) };
  }
}
