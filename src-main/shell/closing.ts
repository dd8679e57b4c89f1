import { app, type BrowserWindow } from 'electron';

/** What closing needs to know and to do. */
export interface ClosingOptions {
  /** Runs of this process that are queued or train. */
  readonly activeCount: () => number;
  readonly askWindow: (activeCount: number) => void;
  /** Checkpoints and stops every run; resolves when their workers have ended. */
  readonly stopAll: () => Promise<void>;
}

/**
 * Closing the window while runs train asks first: keep them in the background, stop them with a checkpoint, or not close.
 * Kept runs go on without a window; the app quits when the last one has ended.
 */
export class Closing {
  private decided: 'keep' | 'stop' | null = null;

  constructor(private readonly options: ClosingOptions) {}

  /** Holds back the closing of a window until the person has decided. */
  guard(window: BrowserWindow): void {
    this.decided = null;
    window.on('close', (event) => {
      const activeCount = this.options.activeCount();
      if (this.decided !== null || activeCount === 0) return;
      event.preventDefault();
      this.options.askWindow(activeCount);
    });
  }

  async decide(decision: 'keep' | 'stop' | 'cancel', window: BrowserWindow | null): Promise<void> {
    if (decision === 'cancel') return;
    this.decided = decision;
    if (decision === 'stop') await this.options.stopAll();
    window?.close();
  }

  /** All windows are closed: quit unless runs go on in the background. */
  windowsClosed(): void {
    if (this.decided !== 'keep' || this.options.activeCount() === 0) app.quit();
  }

  /** A run has ended: quit when it was the last one and nobody is looking. */
  runsChanged(hasWindow: boolean): void {
    if (!hasWindow && this.decided === 'keep' && this.options.activeCount() === 0) app.quit();
  }
}
