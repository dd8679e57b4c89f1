import { RunElsewhereError, RunStateError } from '#contract/errors/workspace-errors';
import { toNumberOrWord } from '#contract/metrics';
import type { Series } from '#contract/run-detail';
import { LIVE_STATUSES, RESUMABLE_STATUSES, type RunStatus, type RunSummary } from '#contract/runs';
import type { Split } from '#contract/ids';
import { selectRuns } from '../../store/query/select-runs';
import type { PlannedRun, RunListRequest, RunService, StartRunsRequest } from '../workbench';
import { adoptOrphans } from './adopt-orphans';
import { forkName, forkText } from './fork-text';
import { groupRuns } from './group-runs';
import { reduceSeries } from './reduce-series';
import { readRunDetail } from './run-detail';
import { RunQueue } from './run-queue';
import { RunSupervisor, type SupervisorParts } from './run-supervisor';
import { seedsBeside } from './seeds-beside';
import { createPlannedRun, createRuns, type StartParts } from './start-runs';

/** How often runs of processes that died meanwhile are looked for, and settled runs of other processes noticed. */
const WATCH_INTERVAL_MS = 2_000;
const SETTLED_INTERVAL_MS = 200;

export interface RunServiceParts extends SupervisorParts, StartParts {
  readonly concurrentRuns: () => number;
  readonly continuesQueue: boolean;
  readonly createExperiment: (name: string, text: string) => string;
}

const isActive = (status: RunStatus): boolean => status === 'queued' || LIVE_STATUSES.includes(status);

/** Runs of a workspace: start, watch, steer, find. */
export class WorkspaceRuns implements RunService {
  readonly #supervisor: RunSupervisor;
  readonly #queue: RunQueue;
  #watch: NodeJS.Timeout | null = null;
  #adoption: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(private readonly parts: RunServiceParts) {
    this.#supervisor = new RunSupervisor(parts);
    this.#queue = new RunQueue({
      places: parts.concurrentRuns,
      beside: (runId, waiting) => seedsBeside(parts.store, runId, waiting),
      start: (runIds) => this.#supervisor.start(runIds),
    });
  }

  /** Looks for runs of processes that are gone, now and from time to time. */
  async open(): Promise<void> {
    await this.#adopt();
    this.#watch = setInterval(() => void this.#adopt(), WATCH_INTERVAL_MS);
    this.#watch.unref();
  }

  async start(request: StartRunsRequest): Promise<{ readonly runIds: readonly string[] }> {
    const runIds = await createRuns(this.parts, request);
    this.#queue.enqueue(...runIds);
    this.parts.changes.poke();
    return { runIds };
  }

  async startPlanned(plan: PlannedRun): Promise<void> {
    if (this.parts.store.runs.findKey(plan.runId) !== undefined) return;
    await createPlannedRun(this.parts, plan);
    this.#queue.enqueue(plan.runId);
    this.parts.changes.poke();
  }

  markPruned(runId: string): void {
    const { store, changes } = this.parts;
    const { key, status } = store.runs.head(runId);
    if (status === 'stopped' || status === 'interrupted')
      store.runs.update(key, { status: 'pruned', stopReason: null, error: null });
    changes.poke();
  }

  list({ query, ...options }: RunListRequest) {
    const start = performance.now();
    const { rows, total } = selectRuns(this.parts.store, query, options);
    return { rows, total, elapsedMs: performance.now() - start };
  }

  groups({ query, ...options }: RunListRequest) {
    return groupRuns(selectRuns(this.parts.store, query, options).rows);
  }

  summary(runId: string): RunSummary {
    return this.parts.store.runs.summary(runId);
  }

  get(runId: string) {
    return readRunDetail(this.parts.store, this.parts.folders, runId);
  }

  result(runId: string) {
    return this.parts.store.runs.result(runId);
  }

  series({
    runId,
    split,
    metric,
    maxPoints,
  }: {
    readonly runId: string;
    readonly split: Split;
    readonly metric: string;
    readonly maxPoints: number;
  }): Series {
    const { metrics, runs } = this.parts.store;
    const key = runs.keyOf(runId);
    const total = metrics.count(key, split, metric);
    const buckets = reduceSeries(metrics.eachPoint(key, split, metric), total, maxPoints);
    return {
      runId,
      split,
      metric,
      steps: buckets.map(({ step }) => step),
      epochs: buckets.map(({ epoch }) => epoch),
      values: buckets.map(({ value }) => toNumberOrWord(value)),
      min: buckets.map(({ min }) => toNumberOrWord(min)),
      max: buckets.map(({ max }) => toNumberOrWord(max)),
      reduced: buckets.length < total,
    };
  }

  log({ runId, limit }: { readonly runId: string; readonly limit: number }) {
    const { runs, logs } = this.parts.store;
    const key = runs.keyOf(runId);
    return { lines: logs.tail(key, limit), total: logs.count(key) };
  }

  snapshot({ runId, name, epoch }: { readonly runId: string; readonly name: string; readonly epoch: number | null }) {
    return this.parts.store.snapshots.find(this.parts.store.runs.keyOf(runId), name, epoch);
  }

  pause(runId: string): void {
    this.#command(runId, 'running', 'pause', 'paused');
  }

  continue(runId: string): void {
    this.#command(runId, 'paused', 'continue', 'continued');
  }

  async stop(runId: string): Promise<void> {
    const { store, folders, changes } = this.parts;
    const { key, status } = store.runs.head(runId);
    if (!isActive(status))
      throw new RunStateError(runId, status, 'stopped', 'Only runs that wait or train can be stopped.');
    if (status === 'queued') {
      this.#queue.remove(runId);
      store.runs.update(key, { status: 'stopped', stopReason: 'stopped_by_user', endedAt: Date.now() });
    } else {
      store.runs.update(key, { stopRequested: true });
      if (!this.#supervisor.send(runId, { kind: 'stop', runId })) folders.requestCancel(runId);
    }
    changes.poke();
  }

  async resume(runId: string): Promise<void> {
    const { store, changes, self } = this.parts;
    const { key, status } = store.runs.head(runId);
    if (!RESUMABLE_STATUSES.includes(status)) {
      throw new RunStateError(
        runId,
        status,
        'resumed',
        `Runs that are ${RESUMABLE_STATUSES.join(', ')} can be resumed; fork the run to train it further.`,
      );
    }
    if (!(await this.#supervisor.hasEnded(runId))) {
      const nextStep = 'Its worker, which another process started, still works: stop it, then try again.';
      throw new RunStateError(runId, status, 'resumed yet', nextStep);
    }
    store.transaction(() => {
      store.runs.takeOver(key, store.runs.head(runId).supervisor, self);
      store.runs.update(key, { status: 'queued', stopReason: null, error: null, endedAt: null });
    });
    this.#queue.enqueue(runId);
    changes.poke();
  }

  fork({ runId, checkpoint }: { readonly runId: string; readonly checkpoint: string | null }) {
    const config = this.parts.store.runs.config(runId);
    const checkpointId = checkpoint === null || checkpoint.includes(':') ? checkpoint : `${runId}:${checkpoint}`;
    if (checkpointId !== null) this.parts.resolveCheckpoint(checkpointId);
    return { path: this.parts.createExperiment(forkName(config.name), forkText(config, checkpointId)) };
  }

  trash(runIds: readonly string[]): void {
    const { store, changes } = this.parts;
    store.transaction(() => {
      for (const runId of runIds) {
        const { key, status } = store.runs.head(runId);
        if (isActive(status)) throw new RunStateError(runId, status, 'moved to the trash', 'Stop it first.');
        store.runs.update(key, { trashedAt: Date.now() });
      }
    });
    changes.poke();
  }

  restore(runIds: readonly string[]): void {
    const { store, changes } = this.parts;
    store.transaction(() => {
      for (const runId of runIds) store.runs.update(store.runs.keyOf(runId), { trashedAt: null });
    });
    changes.poke();
  }

  get activeCount(): number {
    return this.#supervisor.count + this.#queue.waiting.length;
  }

  async stopAll(): Promise<void> {
    // One that ends by itself meanwhile needs no stopping, and must not keep the others from it.
    for (const runId of [...this.#queue.waiting, ...this.#supervisor.runIds]) {
      if (isActive(this.parts.store.runs.head(runId).status)) await this.stop(runId);
    }
    await this.#supervisor.allEnded();
  }

  async settled(runIds: readonly string[]): Promise<readonly RunSummary[]> {
    const rows = () => runIds.map((runId) => this.summary(runId));
    while (!this.#isClosed && rows().some(({ status }) => isActive(status))) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          end();
          resolve();
        };
        // What another process's run comes to is only seen by looking.
        const timer = setTimeout(done, SETTLED_INTERVAL_MS);
        const end = this.parts.changes.onPublished(done);
      });
    }
    return rows();
  }

  /** Settings changed: there may be more places. */
  placesChanged(): void {
    this.#queue.fill();
  }

  /** Lets go of every run; workers go on by themselves. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#watch) clearInterval(this.#watch);
    this.#queue.close();
    await this.#adoption;
    this.#supervisor.close();
  }

  async #adopt(): Promise<void> {
    if (this.#isClosed) return;
    const { store, continuesQueue, changes } = this.parts;
    this.#adoption = adoptOrphans({ store, supervisor: this.#supervisor, queue: this.#queue, continuesQueue });
    await this.#adoption;
    changes.poke();
  }

  #command(runId: string, needed: RunStatus, kind: 'pause' | 'continue', action: string): void {
    const { status } = this.parts.store.runs.head(runId);
    if (status !== needed)
      throw new RunStateError(runId, status, action, `Only a run that is ${needed} can be ${action}.`);
    if (!this.#supervisor.send(runId, { kind, runId })) throw new RunElsewhereError(runId, action);
  }
}
