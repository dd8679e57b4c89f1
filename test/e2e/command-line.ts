import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { launchEnvironment } from './launch-app';

/** The workspace that {@link assay} makes in a person's folder. */
export const workspaceOf = (home: string): string => path.join(home, 'workspace');

/**
 * Runs the built command line as a person would, on {@link workspaceOf} a person's folder: without a workspace it would make one of
 * the current folder.
 *
 * @throws with what was said on stderr when the exit code is not 0
 */
export function assay(home: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, ['out/main/cli.js', ...args, '--workspace', workspaceOf(home)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: launchEnvironment(home),
  });
}
