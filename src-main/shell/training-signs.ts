import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import { FINISHED_STATUSES, LIVE_STATUSES, type RunSummary } from '#contract/runs';
import type { StudyStatus, StudySummary, Trial } from '#contract/sweeps';
import { overallProgress } from './overall-progress';

/** What the person allows. */
export interface TrainingSignSettings {
  readonly preventSleep: boolean;
  readonly notifications: boolean;
}

/** One word for the notice that a run has ended. */
const outcome = (run: RunSummary): string =>
  ({ done: 'Done', stopped_early: 'Stopped early', diverged: 'Diverged', failed: 'Failed', pruned: 'Pruned' })[
    run.status as 'done' | 'stopped_early' | 'diverged' | 'failed' | 'pruned'
  ] ?? run.status;

/** The same for a sweep; null for a state that is no end. */
const STUDY_OUTCOMES: Readonly<Record<StudyStatus, string | null>> = {
  running: null,
  interrupted: null,
  done: 'Done',
  stopped_early: 'Stopped itself',
  stopped: 'Stopped',
  failed: 'Failed',
};

/**
 * Signs of training outside the window: task-bar progress, no sleep while a run trains, one notice for each outcome (never
 * one a step, and one for a sweep instead of one for each of its trials).
 */
export class TrainingSigns {
  private readonly runs = new Map<string, RunSummary>();
  private readonly studies = new Map<string, StudyStatus>();
  private readonly trialRuns = new Set<string>();
  private blocker: number | null = null;

  constructor(
    private readonly window: () => BrowserWindow | null,
    private readonly settings: () => TrainingSignSettings,
  ) {}

  update(rows: readonly RunSummary[]): void {
    for (const run of rows) {
      const before = this.runs.get(run.runId);
      this.runs.set(run.runId, run);
      if (before && LIVE_STATUSES.includes(before.status)) this.notifyWhenEnded(run);
    }
    const progress = overallProgress([...this.runs.values()]);
    this.window()?.setProgressBar(progress ?? -1);
    this.holdSleep(progress !== null && this.settings().preventSleep);
  }

  /** @param trials trials that changed: their runs are no outcomes of their own */
  updateStudy(study: StudySummary, trials: readonly Trial[]): void {
    for (const { runId } of trials) if (runId !== null) this.trialRuns.add(runId);
    const before = this.studies.get(study.studyId);
    this.studies.set(study.studyId, study.status);
    const body = STUDY_OUTCOMES[study.status];
    if (before === 'running' && body !== null) this.notify(`Sweep ${study.name}`, study.stoppedBy?.message ?? body);
  }

  private notifyWhenEnded(run: RunSummary): void {
    const hasEnded = FINISHED_STATUSES.includes(run.status) || run.status === 'failed';
    if (hasEnded && !this.trialRuns.has(run.runId)) this.notify(`${run.name}, seed ${run.seed}`, outcome(run));
  }

  private notify(title: string, body: string): void {
    if (!this.settings().notifications || !Notification.isSupported() || this.window()?.isFocused()) return;
    new Notification({ title, body }).show();
  }

  private holdSleep(hold: boolean): void {
    if (hold && this.blocker === null) this.blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!hold && this.blocker !== null) {
      powerSaveBlocker.stop(this.blocker);
      this.blocker = null;
    }
  }
}
