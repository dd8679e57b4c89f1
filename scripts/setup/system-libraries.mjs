import { existsSync } from 'node:fs';
import path from 'node:path';
import { installDebianPackages } from './apt.mjs';
import { hasDisplay } from './display.mjs';
import { doOnce } from './lock.mjs';
import { runQuietly } from './run.mjs';

const ELECTRON_LIBRARIES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1'];
const VIRTUAL_DISPLAY = ['xvfb', 'xauth'];

const isOnPath = (command) =>
  (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, command)));

async function hasAllLibraries(binary) {
  const { output } = await runQuietly(['ldd', binary]);
  return !output.includes('not found');
}

/** The shared libraries that the Electron binary is linked with; other platforms bring them along. */
export async function ensureElectronLibraries({ binary }) {
  if (process.platform !== 'linux') return;
  await doOnce(
    () => hasAllLibraries(binary),
    () => installDebianPackages(ELECTRON_LIBRARIES, 'libraries of the window'),
  );
}

/** A virtual display for window tests, where there is no real one. */
export async function ensureVirtualDisplay() {
  if (hasDisplay()) return;
  await doOnce(
    () => isOnPath('xvfb-run') && isOnPath('xauth'),
    () => installDebianPackages(VIRTUAL_DISPLAY, 'a virtual display for window tests'),
  );
}

/** The C and C++ compilers, for the one native part that may have to be compiled. */
export async function ensureCompiler() {
  await doOnce(
    () => isOnPath('gcc') && isOnPath('g++'),
    () => installDebianPackages(['gcc', 'g++'], 'a compiler'),
  );
}
