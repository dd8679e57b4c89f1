import type { Dirent } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { DiskFullError, FolderNotWritableError } from '#contract/errors/run-errors';

/** The file operations that checkpoints and results need. Tests pass one that fails on purpose. */
export interface FileStore {
  /** Creates a folder and its parents. */
  makeFolder(folder: string): Promise<void>;
  /** Writes a whole file and syncs it to the disk before it resolves. */
  write(file: string, bytes: Uint8Array): Promise<void>;
  /** Renames within a folder and syncs the folder. */
  rename(from: string, to: string): Promise<void>;
  /** Hard link; fails with EEXIST when `to` is there: the first wins. */
  link(from: string, to: string): Promise<void>;
  read(file: string): Promise<Uint8Array>;
  /** Entries of a folder; none when it does not exist. */
  list(folder: string): Promise<readonly Dirent[]>;
  /** Removes a file or a folder with its content; nothing when it is not there. */
  remove(target: string): Promise<void>;
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename durable. Windows has no handle on folders to sync; its rename is journalled. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;

async function listOrNothing(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** The real file system. */
export const nodeFileStore: FileStore = {
  makeFolder: async (folder) => {
    await mkdir(folder, { recursive: true });
  },
  write: writeSynced,
  rename: async (from, to) => {
    await rename(from, to);
    await syncFolder(path.dirname(to));
  },
  link,
  read: (file) => readFile(file),
  list: listOrNothing,
  remove: (target) => rm(target, { recursive: true, force: true }),
};

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS']);

/**
 * @param target what was being written
 * @returns the error that names cause and next step; the error itself when it is of another kind
 */
export function toStorageError(target: string, error: unknown): unknown {
  const code = codeOf(error) ?? '';
  if (FULL.has(code)) return new DiskFullError(target, { cause: error });
  if (NOT_WRITABLE.has(code)) return new FolderNotWritableError(target, code, { cause: error });
  return error;
}
