import { spawn } from 'node:child_process';

/** What a command printed and how it ended. */
export interface CommandResult {
  /** Null when it could not be started or was ended by a signal. */
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command to its end; for tests, another one. */
export type RunCommand = (command: string, args: readonly string[], signal?: AbortSignal) => Promise<CommandResult>;

/** Runs a program of this machine. */
export const runCommand: RunCommand = (command, args, signal) =>
  new Promise((resolve) => {
    const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, signal });
    let output = '';
    const collect = (data: Buffer): void => void (output += data.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
