import os from 'node:os';
import path from 'node:path';

/** The platform's place for an application's own files. */
function platformFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const home = os.homedir();
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  if (process.platform === 'win32') return environment['APPDATA'] ?? path.join(home, 'AppData', 'Roaming');
  return environment['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share');
}

/**
 * Folder of this user for settings, recent workspaces and the sample workspace. The same for the window and the command
 * line; `ASSAY_HOME` replaces it.
 */
export function userFolder(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  return environment['ASSAY_HOME'] ?? path.join(platformFolder(environment), 'Assay');
}
