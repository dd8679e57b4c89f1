import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { ENDED_FILE, type AttemptClaim } from '#contract/checkpoint-files';
import { AttemptClaimedError } from '#contract/errors/run-errors';
import { toStorageError } from '../engine/checkpoints/file-store';
import { processStartTime } from '../executors/process-identity';

/**
 * Takes an attempt for this process by creating `claim.json` exclusively.
 * @returns the folder of the attempt
 * @throws AttemptClaimedError when another process has it
 * @throws FolderNotWritableError, DiskFullError
 */
export function claimAttempt(runFolder: string, attempt: number, token: string): string {
  const folder = path.join(runFolder, 'attempts', String(attempt));
  const file = path.join(folder, 'claim.json');
  const claim: AttemptClaim = { host: hostname(), pid: process.pid, startTime: processStartTime(process.pid), token };
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify(claim)}\n`, { flag: 'wx' });
    return folder;
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw exists ? new AttemptClaimedError(file) : toStorageError(file, error);
  }
}

/**
 * Says that an attempt is over, after its last event: its process may live on for other seeds. A file that cannot be written
 * is left out, for the end of the process says the same.
 * @param folder of the attempt
 */
export function markEnded(folder: string): void {
  try {
    writeFileSync(path.join(folder, ENDED_FILE), '');
  } catch {
    // Left out on purpose, see above.
  }
}
