import { ALL_HALVES, buildIfStale } from './build.mjs';
import { findElectron } from './electron-binary.mjs';
import { installDependencies } from './install-dependencies.mjs';
import { requireNode } from './node-version.mjs';
import { say } from './say.mjs';
import { ensureSqlite } from './sqlite-compat.mjs';
import { ensureElectronLibraries, ensureVirtualDisplay } from './system-libraries.mjs';

/** For tools that read the source only: checks, formatting. */
export async function prepareTools() {
  requireNode();
  await installDependencies();
}

/** For tests that run the source. */
export async function prepareLibraries() {
  await prepareTools();
  await ensureSqlite();
}

/**
 * For tests of the TensorFlow executor. On CI its absence is a failure; elsewhere those tests are skipped, and this says so.
 *
 * @throws SetupError on CI
 */
export async function prepareTensorFlow() {
  // Loaded late: it bundles with Vite, which is there only after the installation.
  const { prepareTensorFlowLibrary } = await import('./tensorflow-library.mjs');
  try {
    await prepareTensorFlowLibrary();
  } catch (error) {
    if (['true', '1'].includes(process.env.CI)) throw error;
    say(`the tests of the TensorFlow executor are skipped: ${error.message}`);
  }
}

/** For the command line: everything but the window. */
export async function prepareCommandLine() {
  await prepareLibraries();
  await buildIfStale(['program']);
}

/** For the window, without the build: what `npm run dev` needs. @returns the Electron to run */
export async function prepareElectron() {
  await prepareTools();
  const electron = await findElectron();
  await ensureSqlite(electron);
  await ensureElectronLibraries(electron);
  return electron;
}

/** For the window. @returns the Electron to run */
export async function prepareWindow() {
  const electron = await prepareElectron();
  await buildIfStale(ALL_HALVES);
  return electron;
}

/** For window tests: the window, and a display to show it on. @returns the Electron to run */
export async function prepareWindowTests() {
  const electron = await prepareWindow();
  await ensureVirtualDisplay();
  return electron;
}
