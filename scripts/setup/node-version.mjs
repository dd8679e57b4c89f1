import { readFileSync } from 'node:fs';
import { inProject } from './project-root.mjs';
import { SetupError } from './setup-error.mjs';

/** Stops early, with a plain sentence, on a Node that is too old for package.json's `engines`. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new SetupError(
    `This is Node ${process.versions.node}; Assay needs ${engines.node}.`,
    'Install a newer Node, then run the same command again.',
  );
}
