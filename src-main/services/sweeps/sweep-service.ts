import { hostname } from 'node:os';
import { StudyElsewhereError, StudyStateError, TrialStateError } from '#contract/errors/sweep-errors';
import type { InspectOutput } from '#contract/jobs';
import type { Supervisor } from '#contract/stored-rows';
import { REQUEUEABLE_TRIAL_STATES, type StudyDefinition, type StudyDetail, type StudySummary } from '#contract/sweeps';
import { isLocalProcessAlive } from '../../executors/process-liveness';
import type { StudyRecord } from '../../store/repositories/study-repository';
import { putBack } from '../../sweep/loop/run-study';
import type { ResolvedSweep } from '../configs/resolve-sweep';
import { newStudyId } from '../runs/run-id';
import type { Override, StartSweepRequest, SweepService } from '../workbench';
import { ActiveStudy, type ActiveStudyParts } from './active-study';
import { costPreview } from './cost-preview';
import { readHistory, toStudyDetail, toStudySummary } from './study-view';
import { warmTrialsOf } from './warm-trials';

export interface SweepServiceParts extends ActiveStudyParts {
  readonly self: Supervisor;
  readonly resolve: (file: string, overrides: readonly Override[]) => ResolvedSweep;
  /** One measured step of a base experiment. */
  readonly measure: (resolved: ResolvedSweep) => Promise<InspectOutput>;
  /** More trials may run at once now. */
  readonly placesChanged: () => void;
}

/** How often another process's study is looked at by who waits for it. */
const SETTLED_INTERVAL_MS = 200;
const STARTED = { status: 'running', stoppedBy: null, error: null, endedAt: null, stopRequested: false } as const;

/** Whether the process that looks after a study is gone. Of another machine's nothing can be told: it counts as there. */
function isGone(supervisor: Supervisor | null, self: Supervisor): boolean {
  if (supervisor === null) return true;
  if (supervisor.host !== hostname()) return false;
  const isSelf = supervisor.pid === self.pid && supervisor.startTime === self.startTime;
  return isSelf || !isLocalProcessAlive(supervisor);
}

/** Studies of a workspace. Every trial is a run; the loop lives here, its truth in the database. */
export class WorkspaceSweeps implements SweepService {
  readonly #active = new Map<string, ActiveStudy>();

  constructor(private readonly parts: SweepServiceParts) {}

  /** Studies whose process is gone are interrupted: to be resumed by whoever wants to. */
  open(): void {
    const { store, self } = this.parts;
    for (const { key, definition, progress, supervisor } of store.studies.list()) {
      if (progress.status !== 'running' || this.#active.has(definition.studyId) || !isGone(supervisor, self)) continue;
      store.transaction(() => {
        store.studies.endSession(key, null);
        store.studies.update(key, { status: 'interrupted', stopRequested: false });
      });
    }
  }

  /** Trials that this process's studies run at once. */
  get jobs(): number {
    return [...this.#active.values()].reduce((sum, study) => sum + study.jobs, 0);
  }

  get activeCount(): number {
    return this.#active.size;
  }

  list(): readonly StudySummary[] {
    return this.parts.store.studies.list().map((record) => this.#summaryOf(record));
  }

  get(studyId: string): StudyDetail {
    const { store, workspaceFolder } = this.parts;
    return toStudyDetail(store, store.studies.find(studyId), workspaceFolder, Date.now());
  }

  async preview({ configPath, overrides = [], measure }: StartSweepRequest & { readonly measure: boolean }) {
    const resolved = this.parts.resolve(configPath, overrides);
    return costPreview(resolved, measure ? () => this.parts.measure(resolved) : null);
  }

  start({ configPath, overrides = [] }: StartSweepRequest): { readonly studyId: string } {
    const { store, self } = this.parts;
    const resolved = this.parts.resolve(configPath, overrides);
    const definition: StudyDefinition = {
      schemaVersion: 1,
      studyId: newStudyId(),
      ...resolved,
      warmTrials: warmTrialsOf(store, resolved.sweep, resolved.direction),
      createdAt: Date.now(),
    };
    const key = store.studies.insert(definition, { ...STARTED, judgedFrom: 0 }, self);
    store.studies.startSession(key, Date.now());
    this.#run(definition.studyId);
    return { studyId: definition.studyId };
  }

  async stop(studyId: string): Promise<void> {
    const { store, self } = this.parts;
    const active = this.#active.get(studyId);
    if (active) return active.stop();
    const { key, progress, supervisor } = store.studies.find(studyId);
    if (progress.status !== 'running')
      throw new StudyStateError(studyId, progress.status, 'stopped', 'Only a study that runs can be stopped.');
    // Its own process looks once a second; when that is gone there is nothing to stop.
    if (isGone(supervisor, self)) this.open();
    else store.studies.update(key, { stopRequested: true });
  }

  resume(studyId: string): void {
    const { store, self } = this.parts;
    this.open();
    const record = store.studies.find(studyId);
    const { key, progress, supervisor } = record;
    if (progress.status === 'running') throw new StudyElsewhereError(studyId, 'resumed');
    const history = readHistory(store, record);
    const hasQueued = history.trials.some(({ state }) => state === 'queued');
    if (progress.status === 'done' && !hasQueued)
      throw new StudyStateError(studyId, 'done', 'resumed', 'Put trials back, or start a new study with a warm start.');
    store.transaction(() => {
      if (!store.studies.takeOver(key, supervisor, self)) throw new StudyElsewhereError(studyId, 'resumed');
      // Who goes on after a rule stopped the study wants it to go on: the rule judges what ends from here.
      const wasStopped = progress.status === 'stopped_early';
      const judgedFrom = wasStopped ? history.nextEnding - 1 : progress.judgedFrom;
      store.studies.update(key, { ...STARTED, judgedFrom });
      store.studies.startSession(key, Date.now());
    });
    this.#run(studyId);
  }

  requeue(studyId: string, numbers: readonly number[]): void {
    const { store } = this.parts;
    const active = this.#active.get(studyId);
    const { key, progress } = store.studies.find(studyId);
    if (progress.status === 'running' && !active) throw new StudyElsewhereError(studyId, 'changed');
    const trials = store.trials.list(key);
    for (const number of numbers) {
      const state = trials[number]?.state ?? 'empty';
      if (!REQUEUEABLE_TRIAL_STATES.includes(state)) throw new TrialStateError(studyId, number, state);
    }
    const back = numbers.map((number) => putBack(trials[number]!));
    if (active) return active.putBack(back);
    store.transaction(() => {
      store.studies.see(key, Date.now());
      for (const trial of back) store.trials.put(key, trial);
    });
    this.resume(studyId);
  }

  async settled(studyId: string): Promise<StudySummary> {
    const { store } = this.parts;
    const active = this.#active.get(studyId);
    await active?.ended;
    // Another process's study is only seen by looking.
    while (!active && store.studies.find(studyId).progress.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, SETTLED_INTERVAL_MS));
      this.open();
    }
    return this.#summaryOf(store.studies.find(studyId));
  }

  async stopAll(): Promise<void> {
    const active = [...this.#active.values()];
    for (const study of active) await study.stop();
    await Promise.all(active.map(({ ended }) => ended));
  }

  /** Lets go of every study; trials that run go on by themselves and are taken up by `resume`. */
  close(): void {
    for (const study of this.#active.values()) study.close();
    this.#active.clear();
  }

  #summaryOf(record: StudyRecord): StudySummary {
    const active = this.#active.get(record.definition.studyId);
    return active?.summary ?? toStudySummary(record, readHistory(this.parts.store, record), Date.now());
  }

  #run(studyId: string): void {
    const study = new ActiveStudy(this.parts, studyId);
    this.#active.set(studyId, study);
    this.parts.placesChanged();
    void study.ended.finally(() => {
      if (this.#active.get(studyId) === study) this.#active.delete(studyId);
    });
  }
}
