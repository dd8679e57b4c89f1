import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { doOnce } from './lock.mjs';
import { inProject, projectRoot } from './project-root.mjs';
import { runQuietly } from './run.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

const SETTINGS = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

/** The two halves of the bundle. The command line needs the first only; the second, with the editor in it, takes longest to build. */
const HALVES = {
  program: { targets: ['main', 'preload'], sources: ['src-main', 'src-preload'], made: 'out/main/cli.js' },
  screens: {
    targets: ['renderer'],
    sources: ['src-renderer', 'src-preload/contract'],
    made: 'out/renderer/index.html',
  },
};

export const ALL_HALVES = Object.keys(HALVES);

function filesUnder(folder) {
  return readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** A hash of the contents: times of change would call a fresh checkout stale, or miss an older file put back. */
function sourceHash({ sources }) {
  const hash = createHash('sha256');
  for (const file of [...SETTINGS.map((name) => inProject(name)), ...sources.flatMap(filesUnder)]) {
    if (existsSync(file)) hash.update(`${path.relative(projectRoot, file)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

const stampOf = (half) => inProject('out', `.stamp-${half}`);

function isFresh(half) {
  const stamp = stampOf(half);
  if (!existsSync(stamp) || !existsSync(inProject(HALVES[half].made))) return false;
  return readFileSync(stamp, 'utf8') === sourceHash(HALVES[half]);
}

async function build(halves) {
  say(`building ${halves.join(' and ')}`);
  const hashes = halves.map((half) => sourceHash(HALVES[half]));
  for (const half of halves) rmSync(stampOf(half), { force: true });
  const bundle = path.join(import.meta.dirname, 'bundle.mjs');
  const targets = halves.flatMap((half) => HALVES[half].targets);
  const { code, output } = await runQuietly([process.execPath, bundle, ...targets]);
  if (code !== 0) {
    throw new SetupError('The build failed.', 'Correct the error above, then run the same command again.', output);
  }
  mkdirSync(inProject('out'), { recursive: true });
  halves.forEach((half, position) => writeFileSync(stampOf(half), hashes[position]));
}

/** Makes the next command build again: for tools that write into out/ themselves. */
export function forgetBuild() {
  for (const half of ALL_HALVES) rmSync(stampOf(half), { force: true });
}

/**
 * Builds what has changed since the last build.
 *
 * @param {string[]} halves names of HALVES
 * @param {{always?: boolean}} options `always`: build even if nothing has changed
 */
export async function buildIfStale(halves = ALL_HALVES, { always = false } = {}) {
  const stale = () => halves.filter((half) => always || !isFresh(half));
  await doOnce(
    () => stale().length === 0,
    () => build(stale()),
  );
}
