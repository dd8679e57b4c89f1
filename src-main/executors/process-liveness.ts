import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { attemptClaimSchema, type AttemptClaim } from '#contract/checkpoint-files';
import { isZombie, processStartTime } from './process-identity';

/** A heartbeat on another machine that is older than this belongs to a process that is gone; a worker beats every 10 s. */
export const HEARTBEAT_LIMIT_MS = 30_000;

/** What names a process: the host, its number there, and when it started, which tells a reused number apart. */
export interface ProcessName {
  readonly host: string;
  readonly pid: number;
  readonly startTime: string | null;
}

/** @returns this process's own name */
export function currentProcessName(): ProcessName {
  return { host: hostname(), pid: process.pid, startTime: processStartTime(process.pid) };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** @returns whether a process of this machine is that very one and has not ended */
export function isLocalProcessAlive({ pid, startTime }: Omit<ProcessName, 'host'>): boolean {
  if (!exists(pid) || isZombie(pid)) return false;
  const actual = processStartTime(pid);
  // A process that the system can tell nothing about is taken at its number.
  return startTime === null || actual === null || actual === startTime;
}

/** @returns the claim of an attempt; null when no worker got to write one */
export function readClaim(claimFile: string): AttemptClaim | null {
  try {
    return attemptClaimSchema.parse(JSON.parse(readFileSync(claimFile, 'utf8')));
  } catch {
    // Missing, or torn by a kill between creation and write: in both cases nobody can be told from it.
    return null;
  }
}

/** @returns age of a file's last touch; infinite when it is not there */
function ageMs(file: string, now: number): number {
  try {
    return now - statSync(file).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Whether the worker of a claim still works: by process on this machine, by heartbeat on another. */
export function isWorkerAlive(claim: AttemptClaim, heartbeatFile: string, now: number): boolean {
  if (claim.host === hostname()) return isLocalProcessAlive(claim);
  return ageMs(heartbeatFile, now) <= HEARTBEAT_LIMIT_MS;
}
