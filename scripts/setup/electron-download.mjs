import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { cacheFolder } from './cache-folder.mjs';
import { inProject } from './project-root.mjs';
import { say } from './say.mjs';

const packageFolder = inProject('node_modules/electron');
const STALLED_AFTER_MS = 20_000;
const RETRY_AFTER_MS = 24 * 3600 * 1000;

const wantedVersion = () => JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version;

/** Remembers a download that failed, so that every start of the app does not wait for the next failure. */
const failureMark = () => path.join(cacheFolder, `electron-${wantedVersion()}-not-downloaded`);

/** Whether a download has failed within the last day. */
export const failedRecently = () =>
  existsSync(failureMark()) && Date.now() - statSync(failureMark()).mtimeMs < RETRY_AFTER_MS;

/** The size of a folder that another process is writing, and may remove, meanwhile. */
function bytesIn(folder) {
  if (!existsSync(folder)) return 0;
  try {
    return readdirSync(folder, { recursive: true }).reduce(
      (sum, name) => sum + statSync(path.join(folder, name)).size,
      0,
    );
  } catch (error) {
    if (error.code === 'ENOENT') return 0;
    throw error;
  }
}

/** Runs the package's own installer until it ends, or until nothing more has arrived for a while. */
function runInstaller(temporaryFolder) {
  return new Promise((resolve) => {
    const env = { ...process.env, TMPDIR: temporaryFolder, TEMP: temporaryFolder, TMP: temporaryFolder };
    const child = spawn(process.execPath, [path.join(packageFolder, 'install.js')], { stdio: 'ignore', env });
    let seen = { bytes: 0, atMs: Date.now() };
    const watch = setInterval(() => {
      const bytes = bytesIn(temporaryFolder) + bytesIn(path.join(packageFolder, 'dist'));
      if (bytes !== seen.bytes) seen = { bytes, atMs: Date.now() };
      if (Date.now() - seen.atMs > STALLED_AFTER_MS) child.kill('SIGKILL');
    }, 1000);
    const end = () => (clearInterval(watch), resolve());
    child.on('error', end);
    child.on('exit', end);
  });
}

/** @returns the folder of the release that the `electron` package has downloaded, if it has */
export function releasedDist() {
  const complete = ['path.txt', 'dist/version'].every((file) => existsSync(path.join(packageFolder, file)));
  return complete ? path.join(packageFolder, 'dist') : undefined;
}

/**
 * Downloads the release of Electron that package.json names.
 *
 * @returns its folder, or undefined where it cannot be had
 */
export async function downloadRelease() {
  say(`downloading Electron ${wantedVersion()}`);
  mkdirSync(cacheFolder, { recursive: true });
  const temporaryFolder = mkdtempSync(path.join(cacheFolder, 'download-'));
  try {
    await runInstaller(temporaryFolder);
  } finally {
    rmSync(temporaryFolder, { recursive: true, force: true });
  }
  if (releasedDist()) rmSync(failureMark(), { force: true });
  else writeFileSync(failureMark(), '');
  return releasedDist();
}
