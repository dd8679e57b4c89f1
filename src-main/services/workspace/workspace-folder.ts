import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { WorkspaceNotFolderError } from '#contract/errors/workspace-errors';
import { toFileError } from '../atomic-write';
import type { ReadyMade } from '../configs/ready-made';

/** Name of the database in a workspace folder: what makes a folder a workspace. */
export const DATABASE_NAME = 'assay.db';
const FOLDERS = ['configs', 'runs', 'cache', 'exports'];

/**
 * Makes sure that a folder can be a workspace and has its parts; ready-made experiments come with the first opening.
 * @throws WorkspaceNotFolderError, WorkspaceReadOnlyError, WorkspaceDiskFullError; nothing is made then
 */
export function prepareWorkspaceFolder(folder: string, readyMade: ReadyMade): void {
  checkFolder(folder);
  const isNew = !existsSync(path.join(folder, DATABASE_NAME));
  const hasConfigs = existsSync(path.join(folder, 'configs'));
  try {
    accessSync(existsSync(folder) ? folder : path.dirname(folder), constants.R_OK | constants.W_OK | constants.X_OK);
    for (const name of FOLDERS) mkdirSync(path.join(folder, name), { recursive: true });
    if (isNew && !hasConfigs) readyMade.copyTo(path.join(folder, 'configs'));
  } catch (error) {
    throw toFileError(folder, error);
  }
}

function checkFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new WorkspaceNotFolderError(folder, 'it is a file');
  } else if (!existsSync(path.dirname(folder))) {
    throw new WorkspaceNotFolderError(folder, 'neither it nor the folder around it exists');
  }
}
