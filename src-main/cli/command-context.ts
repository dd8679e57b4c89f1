import { existsSync } from 'node:fs';
import path from 'node:path';
import { createWorkbench } from '../services/create-workbench';
import { userFolder } from '../services/user-folder';
import type { Workbench, WorkspaceSession } from '../services/workbench';
import type { Output } from './output';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** What a command works with; the workbench is made when it is first asked for, and closed at the end. */
export interface CommandContext {
  readonly output: Output;
  workbench(): Workbench;
  /** Opens the workspace that the options or the current folder name. */
  session(): Promise<WorkspaceSession>;
  close(): Promise<void>;
}

/** @returns the nearest folder upwards that is a workspace, or null */
export function nearestWorkspace(start: string): string | null {
  for (let folder = path.resolve(start); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'assay.db'))) return folder;
    if (folder === path.dirname(folder)) return null;
  }
}

export interface ContextOptions {
  readonly appVersion: string;
  /** Folder of the app, with `config/` and `resources/`. */
  readonly appRoot: string;
  /** Built worker script. */
  readonly workerScript: string;
}

/** @param options of this command, the global ones included */
export function createContext(output: Output, global: GlobalOptions, options: ContextOptions): CommandContext {
  let workbench: Workbench | null = null;
  let session: Promise<WorkspaceSession> | null = null;
  const open = (): Workbench =>
    (workbench ??= createWorkbench({
      appVersion: options.appVersion,
      userFolder: userFolder(),
      resourcesRoot: options.appRoot,
      worker: { script: options.workerScript },
      continuesQueue: false,
    }));
  return {
    output,
    workbench: open,
    session: () => (session ??= openWorkspace(open(), output, global.workspace)),
    close: async () => workbench?.close(),
  };
}

async function openWorkspace(
  workbench: Workbench,
  output: Output,
  named: string | undefined,
): Promise<WorkspaceSession> {
  const nearest = named === undefined ? nearestWorkspace(process.cwd()) : null;
  const folder = path.resolve(named ?? nearest ?? process.cwd());
  if (!existsSync(path.join(folder, 'assay.db'))) output.note(`There is no workspace in ${folder} yet; one is made.`);
  return workbench.openWorkspace(folder);
}
