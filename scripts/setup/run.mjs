import { spawn } from 'node:child_process';
import os from 'node:os';
import { projectRoot } from './project-root.mjs';
import { SetupError } from './setup-error.mjs';

const exitCodeOf = (code, signal) => code ?? 128 + (os.constants.signals[signal] ?? 0);

/**
 * Runs a command on this terminal and passes on the signals that end it.
 *
 * @returns its exit code; 128 + the signal's number when a signal ended it
 */
export function runInForeground([command, ...args], { env = process.env, cwd = projectRoot } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', cwd, env });
    // A Ctrl-C at a terminal reaches the child by itself; sending it twice would read as "stop now, keep nothing".
    const onInterrupt = () => process.stdin.isTTY || child.kill('SIGINT');
    const onTerminate = () => child.kill('SIGTERM');
    process.on('SIGINT', onInterrupt);
    process.on('SIGTERM', onTerminate);
    const leave = () => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    };
    child.on('error', (error) => (leave(), reject(error)));
    child.on('exit', (code, signal) => (leave(), resolve(exitCodeOf(code, signal))));
  });
}

/**
 * Runs a command out of sight.
 *
 * @returns {Promise<{code: number, output: string, stdout: string}>} 127 when there is no such command
 */
export function runQuietly([command, ...args], { env = process.env, cwd = projectRoot } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd, env });
    let output = '';
    let stdout = '';
    child.stdout.on('data', (data) => {
      output += data;
      stdout += data;
    });
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 127, output: error.message, stdout }));
    child.on('close', (code, signal) => resolve({ code: exitCodeOf(code, signal), output, stdout }));
  });
}

/** Runs a command out of sight that has to succeed; otherwise its output and the next step are shown. */
export async function runOrExplain(command, nextStep, options) {
  const { code, output, stdout } = await runQuietly(command, options);
  if (code !== 0) throw new SetupError(`${command.slice(0, 3).join(' ')} failed (${code}).`, nextStep, output);
  return stdout;
}
