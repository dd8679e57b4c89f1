import { randomBytes } from 'node:crypto';
import { serializeError } from '#contract/errors/workbench-error';
import type { WorkerCommand } from '#contract/events';
import { workerEnvironment } from '../../executors/worker-environment';
import type { WorkerHandle, WorkerLauncher } from '../../executors/worker-launcher';
import type { RunKey } from '../../store/repositories/run-record';
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

/** An attempt that is about to be started. */
interface BegunAttempt {
  readonly runId: string;
  readonly key: RunKey;
  readonly attempt: number;
  readonly pump: IngestionPump;
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
   * Starts the next attempts of queued runs in one worker.
   * @returns a promise of the end of them all; null when none of them is queued any more (stopped from elsewhere)
   */
  start(runIds: readonly string[]): Promise<void> | null {
    const begun = runIds.flatMap((runId) => this.#prepare(runId) ?? []);
    if (begun.length === 0) return null;
    try {
      return this.#launch(begun);
    } catch (error) {
      // No worker, for example because the folder that ASSAY_TENSORFLOW names holds no library: the runs say so.
      for (const { runId } of begun) this.#fail(runId, error);
      this.parts.changes.poke();
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

  /** @returns null when the run is not queued any more */
  #prepare(runId: string): BegunAttempt | null {
    const { store, folders } = this.parts;
    const attempt = this.#beginAttempt(runId);
    if (attempt === null) return null;
    folders.create(store.runs.config(runId));
    folders.clearCancel(runId);
    const key = store.runs.keyOf(runId);
    return { runId, key, attempt, pump: new IngestionPump(this.parts, runId, key, attempt) };
  }

  #launch(begun: readonly BegunAttempt[]): Promise<void> {
    const { store, folders, launch } = this.parts;
    const args = begun.flatMap(({ runId, attempt }) => [
      '--run',
      folders.folder(runId),
      '--attempt',
      String(attempt),
      '--token',
      randomBytes(8).toString('hex'),
    ]);
    // A message only says that there is more, of whichever run.
    const wake = (): void => {
      for (const { pump } of begun) pump.wake();
    };
    const worker = launch(args, wake, workerEnvironment());
    const ends = begun.map(({ runId, key, attempt, pump }) => {
      store.attempts.setPid(key, attempt, worker.pid);
      const exited = begun.length === 1 ? worker.exited : this.#whenOneEnded(worker, runId, attempt);
      return this.#supervise(runId, pump, worker, exited);
    });
    return Promise.all(ends).then(() => {});
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

  /**
   * The end of one of a worker's runs: the worker says so in a file and goes on with the others, or it ends itself. The code
   * of a process that ended with several runs is that of a run only when the run did not get to say its own.
   */
  async #whenOneEnded(worker: WorkerHandle, runId: string, attempt: number): Promise<{ readonly code: number | null }> {
    const hasEnded = (): boolean => this.parts.folders.hasEnded(runId, attempt);
    const done = new AbortController();
    const said = this.#whenGone(() => !hasEnded(), done.signal);
    const exited = await Promise.race([worker.exited, said]);
    done.abort();
    return hasEnded() ? { code: null } : exited;
  }

  #fail(runId: string, error: unknown): void {
    const { store } = this.parts;
    store.runs.update(store.runs.keyOf(runId), { status: 'failed', error: serializeError(error), endedAt: Date.now() });
  }

  #whenGone(isAlive: () => boolean, signal?: AbortSignal): Promise<{ readonly code: null }> {
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        if (!this.#isClosed && signal?.aborted !== true && isAlive()) return;
        clearInterval(timer);
        resolve({ code: null });
      }, POLL_INTERVAL_MS);
      timer.unref();
    });
  }
}
