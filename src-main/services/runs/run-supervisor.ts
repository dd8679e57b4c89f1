import { randomBytes } from 'node:crypto';
import { serializeError } from '#contract/errors/workbench-error';
import type { WorkerCommand } from '#contract/events';
import { workerEnvironment } from '../../executors/worker-environment';
import type { WorkerHandle, WorkerLauncher } from '../../executors/worker-launcher';
import { finishAttempt } from './finish-attempt';
import { IngestionPump, type PumpParts } from './ingestion-pump';

/** Messages may be lost with the process that sends them; this is how late we can be then. */
const POLL_INTERVAL_MS = 500;
/** How long a worker may take from its last line to its end. */
const LAST_MOMENT_MS = 5000;
const LOOK_INTERVAL_MS = 20;

export interface SupervisorParts extends PumpParts {
  readonly launch: WorkerLauncher;
}

/** A run whose worker this process looks after. */
interface SupervisedRun {
  readonly pump: IngestionPump;
  readonly poll: NodeJS.Timeout;
  /** null for a worker that another process started. */
  readonly worker: WorkerHandle | null;
  readonly ended: Promise<void>;
}

/** Starts workers, or takes over those of a process that is gone; ingests what they write and notes how they end. */
export class RunSupervisor {
  readonly #runs = new Map<string, SupervisedRun>();
  #isClosed = false;

  constructor(private readonly parts: SupervisorParts) {}

  get count(): number {
    return this.#runs.size;
  }

  get runIds(): readonly string[] {
    return [...this.#runs.keys()];
  }

  has(runId: string): boolean {
    return this.#runs.has(runId);
  }

  /**
   * Starts the next attempt of a queued run.
   * @returns a promise of its end; null when the run is not queued any more (stopped from elsewhere)
   */
  start(runId: string): Promise<void> | null {
    const { store, folders, launch, changes } = this.parts;
    const attempt = this.#beginAttempt(runId);
    if (attempt === null) return null;
    folders.create(store.runs.config(runId));
    folders.clearCancel(runId);
    const key = store.runs.keyOf(runId);
    const pump = new IngestionPump(this.parts, runId, key, attempt);
    const args = [
      '--run',
      folders.folder(runId),
      '--attempt',
      String(attempt),
      '--token',
      randomBytes(8).toString('hex'),
    ];
    try {
      const worker = launch(args, () => pump.wake(), workerEnvironment());
      store.attempts.setPid(key, attempt, worker.pid);
      return this.#supervise(runId, pump, worker, worker.exited);
    } catch (error) {
      // No worker, for example because the folder that ASSAY_TENSORFLOW names holds no library: the run says so.
      this.#fail(runId, error);
      changes.poke();
      return null;
    }
  }

  /** Takes over the worker of an attempt that another process started and that still works. @returns a promise of its end */
  follow(runId: string): Promise<void> {
    const { key, attemptCount } = this.parts.store.runs.head(runId);
    const pump = new IngestionPump(this.parts, runId, key, attemptCount);
    pump.wake();
    const gone = this.#whenGone(() => this.isWorkerAlive(runId));
    return this.#supervise(runId, pump, null, gone);
  }

  /** Whether some process works on the last attempt of a run. */
  isWorkerAlive(runId: string): boolean {
    const { store, folders } = this.parts;
    const { key, attemptCount } = store.runs.head(runId);
    const started = store.attempts.list(key).find(({ attempt }) => attempt === attemptCount);
    return attemptCount > 0 && folders.isAlive(runId, attemptCount, started?.pid ?? null);
  }

  /** Closes a run whose process is gone: ingests the rest, takes its result or marks it interrupted. */
  async conclude(runId: string): Promise<void> {
    const { store, folders, changes } = this.parts;
    const { key, attemptCount } = store.runs.head(runId);
    await new IngestionPump(this.parts, runId, key, attemptCount).drain();
    finishAttempt(store, folders, runId, null);
    changes.poke();
  }

  /** Sends a command to a run's worker. @returns false when the worker takes none from this process */
  send(runId: string, command: WorkerCommand): boolean {
    const worker = this.#runs.get(runId)?.worker;
    worker?.send(command);
    return Boolean(worker);
  }

  /**
   * Waits for the end of a worker that has written its last line: its process is gone a moment later, and Electron reports a
   * utility process as gone a little before the system does.
   * @returns false when it still works after {@link LAST_MOMENT_MS}
   */
  async hasEnded(runId: string): Promise<boolean> {
    await this.#runs.get(runId)?.ended;
    const deadline = Date.now() + LAST_MOMENT_MS;
    while (this.isWorkerAlive(runId)) {
      if (Date.now() > deadline) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL_MS));
    }
    return true;
  }

  /** Resolves when the runs that are looked after now have ended. */
  async allEnded(): Promise<void> {
    await Promise.all([...this.#runs.values()].map(({ ended }) => ended));
  }

  /** Stops looking; workers go on, and whoever opens the workspace next takes them over. */
  close(): void {
    this.#isClosed = true;
    for (const { pump, poll } of this.#runs.values()) {
      pump.close();
      clearInterval(poll);
    }
    this.#runs.clear();
  }

  #beginAttempt(runId: string): number | null {
    const { store, folders } = this.parts;
    return store.transaction(() => {
      const { key, status, attemptCount } = store.runs.head(runId);
      if (status !== 'queued') return null;
      const attempt = Math.max(attemptCount, folders.lastAttempt(runId)) + 1;
      const isFirst = attemptCount === 0;
      store.attempts.add(key, attempt);
      store.runs.update(key, {
        status: 'running',
        attemptCount: attempt,
        stopReason: null,
        stopRequested: false,
        error: null,
        endedAt: null,
        phase: { name: 'starting', fraction: null },
        ...(isFirst ? { startedAt: Date.now() } : {}),
      });
      return attempt;
    });
  }

  #supervise(
    runId: string,
    pump: IngestionPump,
    worker: WorkerHandle | null,
    exited: Promise<{ readonly code: number | null }>,
  ): Promise<void> {
    const poll = setInterval(() => pump.wake(), POLL_INTERVAL_MS);
    const ended = this.#whenEnded(runId, pump, exited).finally(() => clearInterval(poll));
    this.#runs.set(runId, { pump, poll, worker, ended });
    this.parts.changes.poke();
    return ended;
  }

  async #whenEnded(
    runId: string,
    pump: IngestionPump,
    exited: Promise<{ readonly code: number | null }>,
  ): Promise<void> {
    const { code } = await exited;
    if (this.#isClosed) return;
    try {
      await pump.drain();
      if (this.#isClosed) return;
      finishAttempt(this.parts.store, this.parts.folders, runId, code);
    } catch (error) {
      // A damaged result or a full disk: the run says so, and resuming it tries again.
      this.#fail(runId, error);
    } finally {
      this.#runs.delete(runId);
      if (!this.#isClosed) this.parts.changes.poke();
    }
  }

  #fail(runId: string, error: unknown): void {
    const { store } = this.parts;
    store.runs.update(store.runs.keyOf(runId), { status: 'failed', error: serializeError(error), endedAt: Date.now() });
  }

  #whenGone(isAlive: () => boolean): Promise<{ readonly code: null }> {
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        if (!this.#isClosed && isAlive()) return;
        clearInterval(timer);
        resolve({ code: null });
      }, POLL_INTERVAL_MS);
      timer.unref();
    });
  }
}
