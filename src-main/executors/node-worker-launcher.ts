import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { workerNoticeSchema } from '#contract/events';
import type { WorkerHandle, WorkerLauncher } from './worker-launcher';

/** What a worker prints goes here: beside its attempt or its job, where a person looks after a crash. */
export function workerOutputFile(args: readonly string[]): string | null {
  const valueOf = (name: string): string | undefined => args[args.indexOf(name) + 1];
  if (args.includes('--run'))
    return path.join(valueOf('--run')!, 'attempts', valueOf('--attempt') ?? '0', 'output.log');
  return args.includes('--job') ? path.join(valueOf('--job')!, 'output.log') : null;
}

function openOutput(file: string | null): number | 'ignore' {
  if (file === null) return 'ignore';
  mkdirSync(path.dirname(file), { recursive: true });
  return openSync(file, 'a');
}

// Whoever supervises a run has timers of its own; a process that closes its workspace must not wait for days of training.
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

/**
 * Starts workers as plain Node children in a process group of their own: Ctrl-C in the terminal reaches only this process,
 * which then asks for a checkpoint, and a worker outlives a parent that is killed. Its output goes to a file for the same
 * reason: a pipe would break with the parent.
 * @param script path of the built worker
 */
export function nodeWorkerLauncher(script: string): WorkerLauncher {
  return (args, onNotice, environment): WorkerHandle => {
    const output = openOutput(workerOutputFile(args));
    const child = fork(script, [...args], {
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
      serialization: 'json',
      env: { ...process.env, ...environment },
    });
    if (typeof output === 'number') closeSync(output);
    child.on('message', (message) => {
      const notice = workerNoticeSchema.safeParse(message);
      if (notice.success) onNotice(notice.data);
    });
    if (args.includes('--run')) letGo(child);
    const exited = new Promise<{ readonly code: number | null }>((resolve) => {
      child.once('exit', (code) => resolve({ code }));
      // Not even started: as good as ended without a code.
      child.once('error', () => resolve({ code: null }));
    });
    return {
      pid: child.pid ?? 0,
      // The callback takes the error of a worker that has just ended: its end is told by `exited`.
      send: (command) => void (child.connected && child.send(command, () => {})),
      kill: (signal) => void child.kill(signal),
      exited,
    };
  };
}
