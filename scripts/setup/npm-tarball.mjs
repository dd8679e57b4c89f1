import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { npmCommand } from './npm.mjs';
import { runOrExplain } from './run.mjs';
import { SetupError } from './setup-error.mjs';

const NEXT_STEP = 'Check that npm can reach its registry (npm ping), then run the same command again.';

/**
 * Fetches one package from the registry npm is set up with, checks it against the hash written in our source, and unpacks it.
 *
 * @param {{name: string, version: string, integrity: string}} wanted
 * @param {string} folder an empty folder of the caller's
 * @returns the folder of the package's files
 */
export async function fetchNpmTarball({ name, version, integrity }, folder) {
  mkdirSync(folder, { recursive: true });
  const pack = [...npmCommand(), 'pack', `${name}@${version}`, '--silent', '--pack-destination', folder];
  await runOrExplain(pack, NEXT_STEP, { cwd: folder });
  const tarball = path.join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (found !== integrity) {
    throw new SetupError(
      `${name}@${version} is not the package that was expected: its hash is ${found}.`,
      'Do not use it. Check which registry npm is set to (npm config get registry).',
    );
  }
  await runOrExplain(['tar', '-xzf', tarball, '-C', folder], 'Install tar, then run the same command again.');
  return path.join(folder, 'package');
}
