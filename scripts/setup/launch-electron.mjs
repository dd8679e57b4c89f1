import { electronEnvironment } from './electron-binary.mjs';
import { electronFlags } from './electron-flags.mjs';
import { projectRoot } from './project-root.mjs';
import { runInForeground } from './run.mjs';

/** Opens the app of this checkout and waits until it is closed. */
export const launchElectron = (electron, args) =>
  runInForeground([electron.binary, ...electronFlags(electron), projectRoot, ...args], {
    env: electronEnvironment(electron),
    cwd: process.cwd(), // relative paths in `args` are the caller's
  });
