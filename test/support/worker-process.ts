import { fork, type ChildProcess } from 'node:child_process';
import { workerNoticeSchema, type WorkerCommand, type WorkerNotice } from '#contract/events';
import type { WorkerEntry } from './built-worker';
import { builtWorker } from './built-worker';

/** A worker started by a test, as the command line starts one. */
export interface TestWorker {
  readonly child: ChildProcess;
  readonly notices: readonly WorkerNotice[];
  /** What it wrote to stderr so far. */
  stderr(): string;
  readonly exited: Promise<number | NodeJS.Signals | null>;
  send(command: WorkerCommand): void;
}

/** Starts a built worker. @param environment variables on top of this process's */
export async function startTestWorker(
  entry: WorkerEntry,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<TestWorker> {
  const child = fork(await builtWorker(entry), [...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...environment },
  });
  const notices: WorkerNotice[] = [];
  let stderr = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.on('message', (message) => notices.push(workerNoticeSchema.parse(message)));
  const exited = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal));
  });
  return { child, notices, stderr: () => stderr, exited, send: (command) => child.send(command) };
}
