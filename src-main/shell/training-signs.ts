import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import { FINISHED_STATUSES, LIVE_STATUSES, type RunSummary } from '#contract/runs';
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

/**
 * Signs of training outside the window: task-bar progress, no sleep while a run trains, one notice for each outcome (never
 * one a step).
 */
export class TrainingSigns {
  private readonly runs = new Map<string, RunSummary>();
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

  private notifyWhenEnded(run: RunSummary): void {
    const hasEnded = FINISHED_STATUSES.includes(run.status) || run.status === 'failed';
    if (!hasEnded || !this.settings().notifications || !Notification.isSupported()) return;
    if (this.window()?.isFocused()) return;
    new Notification({ title: `${run.name}, seed ${run.seed}`, body: outcome(run) }).show();
  }

  private holdSleep(hold: boolean): void {
    if (hold && this.blocker === null) this.blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!hold && this.blocker !== null) {
      powerSaveBlocker.stop(this.blocker);
      this.blocker = null;
    }
  }
}
