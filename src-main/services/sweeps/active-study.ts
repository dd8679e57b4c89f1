import path from 'node:path';
import { serializeError } from '#contract/errors/workbench-error';
import type { StoppedBy, StudyProgress, StudySummary, Trial } from '#contract/sweeps';
import type { StudyRecord } from '../../store/repositories/study-repository';
import type { Store } from '../../store/store';
import type { StudyHistory } from '../../sweep/history/study-history';
import { runStudy, type StudyLedger } from '../../sweep/loop/run-study';
import type { RunService, Topics } from '../workbench';
import { studyFiles, writeStudyFiles } from './study-files';
import { storeLedger } from './study-ledger';
import { elapsedMs, readHistory, toStudySummary } from './study-view';
import { TrialTraining } from './train-trial';

export interface ActiveStudyParts {
  readonly workspaceFolder: string;
  readonly store: Store;
  readonly topics: Topics;
  readonly runs: RunService;
}

/** Files are written at most so often while trials end; always at the end. */
const FILES_INTERVAL_MS = 10_000;
/** How often a loop looks whether another process wants it to stop, and notes that it is alive. */
const WATCH_INTERVAL_MS = 1_000;
/** The window gets no more than ten messages a second. */
const PUBLISH_INTERVAL_MS = 100;

const STATUS_OF = {
  poor: 'stopped_early',
  masked: 'stopped_early',
  diagnostic: 'stopped_early',
  hours: 'stopped_early',
  trials: 'done',
  person: 'stopped',
  fault: 'failed',
} as const satisfies Record<StoppedBy['kind'], StudyProgress['status']>;

/** The loop of one study in this process. The study is claimed, its row says running. */
export class ActiveStudy {
  readonly ended: Promise<void>;
  readonly #abort = new AbortController();
  readonly #history: StudyHistory;
  readonly #watch: NodeJS.Timeout;
  #filesAt = 0;
  #changed = new Map<number, Trial>();
  #publishing: NodeJS.Timeout | null = null;
  #isClosed = false;
  #wake: () => void = () => {};
  #changedRows = this.#nextChange();

  constructor(
    private readonly parts: ActiveStudyParts,
    private readonly studyId: string,
  ) {
    const record = this.#record;
    this.#history = readHistory(parts.store, record);
    this.#watch = setInterval(() => this.#look(), WATCH_INTERVAL_MS);
    this.#watch.unref();
    this.ended = this.#run(record).finally(() => clearInterval(this.#watch));
    this.#publish();
  }

  get jobs(): number {
    return this.#record.definition.sweep.limits.jobs;
  }

  get summary(): StudySummary {
    return toStudySummary(this.#record, this.#history, Date.now());
  }

  /** No trial is begun any more; those that run are stopped with a checkpoint. */
  async stop(): Promise<void> {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort();
    const running = this.#history.trials.filter(({ state, runId }) => state === 'running' && runId !== null);
    for (const { runId } of running) await this.parts.runs.stop(runId!).catch(() => {});
  }

  /** Trials to run again, in a study that is at work. */
  putBack(trials: readonly Trial[]): void {
    const ledger = this.#ledger(this.#record.key);
    for (const trial of trials) {
      ledger.put(trial);
      this.#history.put(trial);
    }
    this.#wake();
    this.#changedRows = this.#nextChange();
  }

  /** Lets go of the study: the workspace closes, its rows stay as they are. */
  close(): void {
    this.#isClosed = true;
    this.#abort.abort();
    clearInterval(this.#watch);
    if (this.#publishing) clearTimeout(this.#publishing);
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  get #record(): StudyRecord {
    return this.parts.store.studies.find(this.studyId);
  }

  async #run(record: StudyRecord): Promise<void> {
    const { key, definition, progress } = record;
    const training = new TrialTraining(this.parts, definition, this.#abort.signal);
    try {
      const stoppedBy = await runStudy({
        study: definition,
        history: this.#history,
        ledger: this.#ledger(key),
        train: training.train,
        signal: this.#abort.signal,
        judgedFrom: progress.judgedFrom,
        elapsedMs: () => elapsedMs(this.#record, Date.now()),
        whenChanged: () => this.#changedRows,
      });
      this.#end({ status: STATUS_OF[stoppedBy.kind], stoppedBy, error: null });
    } catch (error) {
      const serialized = serializeError(error);
      this.#end({ status: 'failed', stoppedBy: { kind: 'fault', message: serialized.message }, error: serialized });
    }
  }

  #ledger(key: number): StudyLedger {
    return storeLedger(this.parts.store, key, (number, written) => {
      const trial = written ?? this.#history.trials[number];
      if (trial) this.#changed.set(number, trial);
      this.#soon();
    });
  }

  #end(change: Pick<StudyProgress, 'status' | 'stoppedBy' | 'error'>): void {
    if (this.#isClosed) return;
    const { store } = this.parts;
    const { key } = this.#record;
    const now = Date.now();
    store.transaction(() => {
      store.studies.endSession(key, now);
      store.studies.update(key, { ...change, endedAt: now, stopRequested: false });
    });
    this.#writeFiles();
    this.#publish();
  }

  #look(): void {
    if (this.#isClosed) return;
    const { store } = this.parts;
    const { key, progress } = this.#record;
    store.studies.see(key, Date.now());
    if (progress.stopRequested) void this.stop();
  }

  // Changes come in bursts: they are told together, and the files follow at their own pace.
  #soon(): void {
    this.#publishing ??= setTimeout(() => {
      this.#publish();
      if (Date.now() - this.#filesAt >= FILES_INTERVAL_MS) this.#writeFiles();
    }, PUBLISH_INTERVAL_MS);
  }

  #publish(): void {
    if (this.#publishing) clearTimeout(this.#publishing);
    this.#publishing = null;
    if (this.#isClosed) return;
    const trials = [...this.#changed.values()];
    this.#changed = new Map();
    this.parts.topics.publish('sweep:changed', { study: this.summary, trials });
  }

  #writeFiles(): void {
    this.#filesAt = Date.now();
    const record = this.#record;
    const folder = path.join(this.parts.workspaceFolder, 'sweeps', this.studyId);
    writeStudyFiles(folder, studyFiles(record, this.#history, elapsedMs(record, this.#filesAt)));
  }
}
