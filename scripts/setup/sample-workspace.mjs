import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The experiment that `npm start` runs where no window can be shown: small, on data that ships with the app. */
export const SAMPLE_EXPERIMENT = 'config/experiments/sample.yaml';

function userDataFolder() {
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library/Application Support');
  if (process.platform === 'win32') return process.env.APPDATA || path.join(os.homedir(), 'AppData/Roaming');
  return process.env.XDG_DATA_HOME || path.join(os.homedir(), '.local/share');
}

/**
 * The workspace in which the sample experiment runs: one a user, apart from any checkout; the app knows it as its sample
 * (src-main/services/user-folder.ts names the same folder). Made when it is not there.
 *
 * @returns its path
 */
export function sampleWorkspace() {
  const folder = path.join(process.env.ASSAY_HOME || path.join(userDataFolder(), 'Assay'), 'sample-workspace');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** @returns the arguments of a person, with the sample workspace unless they name another */
export const withWorkspace = (args) =>
  args.some((argument) => argument === '--workspace' || argument.startsWith('--workspace='))
    ? args
    : ['--workspace', sampleWorkspace(), ...args];
