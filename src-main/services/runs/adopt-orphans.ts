import { hostname } from 'node:os';
import { serializeError } from '#contract/errors/workbench-error';
import { currentProcessName, isLocalProcessAlive } from '../../executors/process-liveness';
import type { RunHead } from '../../store/repositories/run-repository';
import type { Supervisor } from '#contract/stored-rows';
import type { Store } from '../../store/store';
import type { RunQueue } from './run-queue';
import type { RunSupervisor } from './run-supervisor';

export interface AdoptionParts {
  readonly store: Store;
  readonly supervisor: RunSupervisor;
  readonly queue: RunQueue;
  /** Queued runs go on here; else they become `interrupted`. */
  readonly continuesQueue: boolean;
}

/** A supervisor of this very process that does not know the run any more is as gone as a dead one. */
function isGone(supervisor: Supervisor | null, self: Supervisor): boolean {
  if (supervisor === null) return true;
  // Of another machine's processes nothing can be told from here: theirs are left alone.
  if (supervisor.host !== hostname()) return false;
  if (supervisor.pid === self.pid && supervisor.startTime === self.startTime) return true;
  return !isLocalProcessAlive(supervisor);
}

/**
 * Takes over the runs of processes that are gone: a worker that still trains is followed, a dead one's events are ingested
 * and its run closed with its result or as `interrupted`. Of two processes that try, one succeeds.
 */
export async function adoptOrphans(parts: AdoptionParts): Promise<void> {
  const self = currentProcessName();
  const waiting: string[] = [];
  for (const head of parts.store.runs.headsByStatus(['queued', 'running', 'paused'])) {
    const isOurs = parts.supervisor.has(head.id) || parts.queue.waiting.includes(head.id);
    if (isOurs || !isGone(head.supervisor, self)) continue;
    if (parts.store.runs.takeOver(head.key, head.supervisor, self)) await adoptOrFail(parts, head, waiting);
  }
  // All at once: seeds that share a worker wait together.
  parts.queue.enqueue(...waiting);
}

// A run whose folder is damaged fails by itself; the workspace opens all the same.
async function adoptOrFail(parts: AdoptionParts, head: RunHead, waiting: string[]): Promise<void> {
  try {
    await adopt(parts, head, waiting);
  } catch (error) {
    parts.store.runs.update(head.key, { status: 'failed', error: serializeError(error), endedAt: Date.now() });
  }
}

async function adopt(
  { store, supervisor, queue, continuesQueue }: AdoptionParts,
  { id, key, status }: RunHead,
  waiting: string[],
): Promise<void> {
  if (status === 'queued') {
    if (continuesQueue) waiting.push(id);
    else store.runs.update(key, { status: 'interrupted', stopReason: 'interrupted', endedAt: Date.now() });
  } else if (supervisor.isWorkerAlive(id)) queue.occupy(supervisor.follow(id));
  else await supervisor.conclude(id);
}
