import { existsSync } from 'node:fs';
import { runOrExplain, runQuietly } from './run.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

const isDebian = () => existsSync('/usr/bin/apt-get');
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
// Waits for another installation to end, such as the automatic updates of a machine that has just started.
const APT_GET = ['apt-get', '-o', 'DPkg::Lock::Timeout=300'];
const INSTALL = [...APT_GET, 'install', '-y', '--no-install-recommends'];

/** Debian 13 and Ubuntu 24.04 renamed some libraries when their time became 64 bits wide: libasound2t64 is libasound2. */
async function currentName(name) {
  const { stdout } = await runQuietly(['apt-cache', 'policy', name], { env });
  const candidate = stdout.match(/Candidate: (\S+)/)?.[1];
  if (candidate && candidate !== '(none)') return name;
  const renamed = await runQuietly(['apt-cache', 'policy', `${name}t64`], { env });
  return /Candidate: (?!\(none\))\S/.test(renamed.stdout) ? `${name}t64` : name;
}

async function tryInstall(packages) {
  const names = await Promise.all(packages.map(currentName));
  return runQuietly([...INSTALL, ...names], { env });
}

/**
 * Installs Debian packages without asking where this process may; says the exact command elsewhere.
 *
 * @param {string[]} packages
 * @param {string} reason what they are needed for, for the messages
 * @throws SetupError with the command to run
 */
export async function installDebianPackages(packages, reason) {
  if (!isDebian()) {
    throw new SetupError(
      `Missing: ${reason}.`,
      `Install what your system calls ${packages.join(', ')} (the names of Debian).`,
    );
  }
  const byHand = `Run: sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`;
  if (process.getuid() !== 0) throw new SetupError(`Missing: ${reason}.`, byHand);
  say(`installing ${reason}: ${packages.join(' ')}`);
  if ((await tryInstall(packages)).code === 0) return;
  // A fresh image has no list of packages yet, or an old one.
  await runOrExplain([...APT_GET, 'update'], byHand, { env });
  const { code, output } = await tryInstall(packages);
  if (code !== 0) throw new SetupError(`apt-get could not install ${reason}.`, byHand, output);
}
