import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { downloadRelease, failedRecently, releasedDist } from './electron-download.mjs';
import { fallbackDist, makeFallback } from './electron-fallback.mjs';
import { doOnce } from './lock.mjs';
import { SetupError } from './setup-error.mjs';

const BINARY_NAMES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

function describe(dist) {
  const binary = path.join(dist, BINARY_NAMES[process.platform] ?? 'electron');
  const versionFile = path.join(dist, 'version');
  if (!existsSync(binary) || !existsSync(versionFile)) {
    throw new SetupError(
      `There is no Electron in ${dist}.`,
      'Unset ELECTRON_OVERRIDE_DIST_PATH, or set it to the folder of an unpacked release.',
    );
  }
  return { dist, binary, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') };
}

/**
 * Finds an Electron to run: a folder set by hand, else the release of the `electron` package, else the stand-in.
 *
 * @param {{again?: boolean}} options `again`: try the download even if it failed a short while ago
 * @returns {Promise<{dist: string, binary: string, version: string}>}
 */
export async function findElectron({ again = false } = {}) {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) return describe(chosen);
  const isDone = () => releasedDist() || (fallbackDist() && !again && failedRecently());
  await doOnce(isDone, async () => (await downloadRelease()) ?? (await makeFallback()));
  return describe(releasedDist() ?? fallbackDist());
}

/** The environment in which `electron .`, Playwright and electron-vite all use this Electron. */
export function electronEnvironment({ dist, binary }) {
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dist, ELECTRON_EXEC_PATH: binary };
  // Set by editors built on Electron in their terminals; it would start ours as a plain Node.
  delete env.ELECTRON_RUN_AS_NODE;
  return env;
}
