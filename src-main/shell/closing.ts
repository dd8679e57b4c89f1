import { app, dialog, type BrowserWindow } from 'electron';

/** What closing needs to know and to do. */
export interface ClosingOptions {
  /** Runs of this process that are queued or train. */
  readonly activeCount: () => number;
  readonly askWindow: (activeCount: number) => void;
  /** Checkpoints and stops every run; resolves when their workers have ended. */
  readonly stopAll: () => Promise<void>;
}

/** What becomes of the runs. */
type Decision = 'keep' | 'stop' | 'cancel';

/** A worker that has not ended by then ends with the app: its run goes back to its newest checkpoint. */
const STOP_LIMIT_MS = 30_000;

/** The native question's buttons, in this order, and what they decide. */
const BUTTONS: readonly (readonly [label: string, decision: Decision])[] = [
  ['Keep running in the background', 'keep'],
  ['Stop with a checkpoint', 'stop'],
  ['Cancel', 'cancel'],
];

/**
 * Closing the window or quitting while runs train asks first: keep them in the background, stop them with a checkpoint, or
 * not close. Kept runs go on without a window; the app quits when the last one has ended. Quitting without a window, and a
 * signal to end, stop them with a checkpoint: nobody is there to be asked.
 */
export class Closing {
  private state: 'open' | 'keeping' | 'stopping' | 'over' = 'open';
  private isAskingNatively = false;

  constructor(private readonly options: ClosingOptions) {}

  /** Holds back the closing of a window until the person has decided. Quitting closes windows first, so it asks too. */
  guard(window: BrowserWindow): void {
    if (this.state === 'keeping') this.state = 'open';
    let answers = true;
    window.on('unresponsive', () => (answers = false));
    window.on('responsive', () => (answers = true));
    window.on('close', (event) => {
      const activeCount = this.options.activeCount();
      if (this.state === 'keeping' || this.state === 'over' || activeCount === 0) return;
      event.preventDefault();
      if (this.state === 'stopping') return;
      const { webContents } = window;
      if (answers && !webContents.isCrashed() && !webContents.isLoadingMainFrame()) this.options.askWindow(activeCount);
      else void this.askNatively(window, activeCount);
    });
  }

  async decide(decision: Decision, window: BrowserWindow | null): Promise<void> {
    if (decision === 'cancel') return;
    if (decision === 'stop') return this.stopAndQuit();
    this.state = 'keeping';
    window?.close();
  }

  /** Stops every run with a checkpoint, then quits; after {@link STOP_LIMIT_MS} it quits anyway. */
  async stopAndQuit(): Promise<void> {
    if (this.state === 'stopping') return;
    this.state = 'stopping';
    await this.stopRuns();
    this.state = 'over';
    app.quit();
  }

  /** The app is about to quit. With a window, its guard asks; without one, runs are stopped first. */
  quitting(event: { preventDefault(): void }, hasWindow: boolean): void {
    if (hasWindow || this.state === 'over' || this.options.activeCount() === 0) return;
    event.preventDefault();
    void this.stopAndQuit();
  }

  /** All windows are closed: quit unless runs go on in the background. */
  windowsClosed(): void {
    if (this.state !== 'keeping' || this.options.activeCount() === 0) app.quit();
  }

  /** A run has ended: quit when it was the last one and nobody is looking. */
  runsChanged(hasWindow: boolean): void {
    if (!hasWindow && this.state === 'keeping' && this.options.activeCount() === 0) app.quit();
  }

  private async stopRuns(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_LIMIT_MS)));
    // A run that ends by itself just now cannot be stopped; the others still can.
    const stopped = this.options.stopAll().catch(() => this.options.stopAll());
    try {
      await Promise.race([stopped, limit]);
    } catch (error) {
      console.error('Not every run could be stopped before quitting:', error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** For a page that cannot ask: crashed, hung, or not loaded yet. */
  private async askNatively(window: BrowserWindow, activeCount: number): Promise<void> {
    if (this.isAskingNatively) return;
    this.isAskingNatively = true;
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        title: 'Assay',
        message: activeCount === 1 ? 'One run is training' : `${activeCount} runs are training`,
        detail: 'In the background, training goes on. A stopped run keeps a checkpoint and can be resumed.',
        buttons: BUTTONS.map(([label]) => label),
        defaultId: 0,
        cancelId: BUTTONS.length - 1,
        noLink: true,
      });
      await this.decide(BUTTONS[response]?.[1] ?? 'cancel', window.isDestroyed() ? null : window);
    } finally {
      this.isAskingNatively = false;
    }
  }
}
