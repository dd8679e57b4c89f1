import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { RunResult } from '#contract/runs';
import { toStorageError, type FileStore } from './file-store';

const alreadyThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/**
 * Writes `result.json` of a run folder once: under a temporary name, synced, then linked. When two attempts end at the same
 * time the first wins and the second changes nothing.
 * @returns whether this call made the file
 * @throws DiskFullError, FolderNotWritableError
 */
export async function writeResult(store: FileStore, runFolder: string, result: RunResult): Promise<boolean> {
  const temporary = path.join(runFolder, `.result-${randomBytes(6).toString('hex')}.json`);
  const target = path.join(runFolder, 'result.json');
  try {
    await store.write(temporary, new TextEncoder().encode(`${JSON.stringify(result, null, 1)}\n`));
    await store.link(temporary, target);
    return true;
  } catch (error) {
    if (alreadyThere(error)) return false;
    throw toStorageError(target, error);
  } finally {
    await store.remove(temporary).catch(() => {});
  }
}
