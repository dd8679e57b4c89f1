import type { WorkerCommand, WorkerNotice } from '#contract/events';

/** A worker process that was started here. Its run folder is the truth; this handle only speaks to the process. */
export interface WorkerHandle {
  readonly pid: number;
  send(command: WorkerCommand): void;
  /** TERM: checkpoint and exit. KILL: gone at once. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
  /** Resolves when the process has ended; `code` is null after a signal. */
  readonly exited: Promise<{ readonly code: number | null }>;
}

/**
 * Starts a worker: a plain Node child under the command line, an Electron utility process under the window.
 * @param args `--run <folder> --attempt <n> --token <t>`, once for each run of the worker, or `--job <folder>`
 * @param onNotice called for each message; a message only says that there is more to read
 * @param environment variables beside those of this process
 */
export type WorkerLauncher = (
  args: readonly string[],
  onNotice: (notice: WorkerNotice) => void,
  environment: Readonly<Record<string, string>>,
) => WorkerHandle;
