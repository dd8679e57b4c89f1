import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { doOnce } from './lock.mjs';
import { npmCommand } from './npm.mjs';
import { inProject } from './project-root.mjs';
import { runOrExplain } from './run.mjs';
import { say } from './say.mjs';

const lockFile = inProject('package-lock.json');
const manifest = inProject('package.json');
/** Holds the hash of the lock file that node_modules was installed from. */
const stamp = inProject('node_modules/.assay-lock-hash');

const wantedHash = () =>
  createHash('sha256')
    .update(readFileSync(existsSync(lockFile) ? lockFile : manifest))
    .digest('hex');

const readPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** Whether npm's own list of what it installed agrees with the lock file: true after an `npm install` by hand. */
function matchesLockFile() {
  const installedList = inProject('node_modules/.package-lock.json');
  if (!existsSync(lockFile) || !existsSync(installedList)) return false;
  const installed = readPackages(installedList);
  return Object.entries(readPackages(lockFile)).every(([folder, entry]) => {
    if (folder === '') return true;
    // Optional packages of other platforms are in the lock file and rightly absent.
    return installed[folder]?.version === entry.version || (entry.optional && !installed[folder]);
  });
}

function isInstalled() {
  const hash = wantedHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  if (!matchesLockFile()) return false;
  writeFileSync(stamp, hash);
  return true;
}

async function install() {
  const how = existsSync(lockFile) ? 'ci' : 'install';
  say(`installing the packages of ${how === 'ci' ? 'package-lock.json' : 'package.json'} (npm ${how})`);
  await runOrExplain(
    [...npmCommand(), how],
    'Check that npm can reach its registry (npm ping), then run the same command again.',
  );
  mkdirSync(inProject('node_modules'), { recursive: true });
  writeFileSync(stamp, wantedHash());
}

/** Brings node_modules to what package-lock.json says. */
export const installDependencies = () => doOnce(isInstalled, install);
