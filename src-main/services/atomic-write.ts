import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { WorkspaceDiskFullError, WorkspaceReadOnlyError } from '#contract/errors/workspace-errors';

/**
 * Writes a file under a temporary name, syncs it and renames it: whoever reads sees the old text or the new one.
 * @throws WorkspaceReadOnlyError, WorkspaceDiskFullError; the old file is untouched then
 */
export function atomicWrite(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const descriptor = openSync(temporary, 'w');
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw toFileError(file, error);
  }
}

/** @returns the error of ours for what the system says about a path, or the same error when there is none */
export function toFileError(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new WorkspaceReadOnlyError(file, code, { cause: error });
  if (code === 'ENOSPC' || code === 'EDQUOT') return new WorkspaceDiskFullError(file, { cause: error });
  return error;
}
