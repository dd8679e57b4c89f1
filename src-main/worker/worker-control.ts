import { existsSync } from 'node:fs';
import path from 'node:path';
import type { WorkerCommand } from '#contract/events';
import type { ControlRequest, RunControl } from '../engine/trainer/run-control';
import type { ParentLink } from './parent-link';

const CANCEL_POLL_MS = 250;
const RUN: ControlRequest = { kind: 'run' };

/**
 * What is asked of the run, from all sides: commands of the parent, TERM and INT, and the `cancel` file of the run folder,
 * which works without parent and from another machine.
 */
export class WorkerControl implements RunControl {
  request: ControlRequest = RUN;
  private readonly abort = new AbortController();
  private readonly cancelFile: string;
  private wake: () => void = () => {};
  private readonly timer: NodeJS.Timeout;
  private readonly onSignal = () => this.stop(this.isCancelled ? 'stopped_by_user' : 'interrupted');

  /** @param runId of the run: a worker may train several, and a command may be for another one */
  constructor(runFolder: string, runId: string, parent: ParentLink) {
    this.cancelFile = path.join(runFolder, 'cancel');
    parent.onCommand((command) => this.obey(command, runId));
    process.on('SIGTERM', this.onSignal).on('SIGINT', this.onSignal);
    this.timer = setInterval(() => {
      if (this.isCancelled) this.stop('stopped_by_user');
    }, CANCEL_POLL_MS);
  }

  /** Aborts when a stop is asked for: for the work before the loop. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  get isCancelled(): boolean {
    return existsSync(this.cancelFile);
  }

  whenNotPaused(): Promise<void> {
    if (this.request.kind !== 'pause') return Promise.resolve();
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  dispose(): void {
    clearInterval(this.timer);
    process.off('SIGTERM', this.onSignal).off('SIGINT', this.onSignal);
  }

  private obey(command: WorkerCommand, runId: string): void {
    // A run has nothing to answer.
    if (command.kind === 'ask' || (command.runId ?? runId) !== runId) return;
    const { kind } = command;
    if (kind === 'stop') this.stop('stopped_by_user');
    else if (this.request.kind !== 'stop') this.change(kind === 'pause' ? { kind: 'pause' } : RUN);
  }

  private stop(reason: 'stopped_by_user' | 'interrupted'): void {
    if (this.request.kind === 'stop') return;
    this.change({ kind: 'stop', reason });
    this.abort.abort();
  }

  private change(request: ControlRequest): void {
    this.request = request;
    if (request.kind !== 'pause') this.wake();
  }
}
