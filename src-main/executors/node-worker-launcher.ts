import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, linkSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { workerNoticeSchema } from '#contract/events';
import type { WorkerHandle, WorkerLauncher } from './worker-launcher';

/** What a worker prints goes here: beside each of its attempts or its job, where a person looks after a crash. */
export function workerOutputFiles(args: readonly string[]): readonly string[] {
  const valuesOf = (name: string): readonly string[] =>
    args.flatMap((arg, index) => (arg === name ? args.slice(index + 1, index + 2) : []));
  const attempts = valuesOf('--attempt');
  const runs = valuesOf('--run').map((run, index) => path.join(run, 'attempts', attempts[index] ?? '0', 'output.log'));
  return runs.length > 0 ? runs : valuesOf('--job').map((job) => path.join(job, 'output.log'));
}

/** One file for all that it prints; the other attempts of the worker have it under a second name. */
function openOutput([file, ...others]: readonly string[]): number | 'ignore' {
  if (file === undefined) return 'ignore';
  mkdirSync(path.dirname(file), { recursive: true });
  const output = openSync(file, 'a');
  for (const other of others) shareOutput(file, other);
  return output;
}

function shareOutput(file: string, other: string): void {
  mkdirSync(path.dirname(other), { recursive: true });
  try {
    linkSync(file, other);
  } catch {
    // No links on this disk: what the worker prints stands in the first file.
    writeFileSync(other, `See ${file}.\n`);
  }
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
    const output = openOutput(workerOutputFiles(args));
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
