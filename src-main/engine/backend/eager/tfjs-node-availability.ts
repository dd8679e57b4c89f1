import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Availability } from '../availability';

const PACKAGE = '@tensorflow/tfjs-node-gpu';
const COMMAND = `Run \`npm rebuild ${PACKAGE} --ignore-scripts=false\` to fetch it, or set engine.executor to wasm.`;

/** Folder of the installed package; undefined when it is not there. */
function packageFolder(): string | undefined {
  try {
    return path.dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  } catch {
    return undefined;
  }
}

/** The package is installed without its scripts, so its native part is there only when somebody asked for it. */
export function tfjsNodeAvailability(): Availability {
  const folder = packageFolder();
  if (folder === undefined)
    return { available: false, reason: `the package ${PACKAGE} is not installed`, command: 'Run `npm install`.' };
  const library = path.join(folder, 'lib');
  const builds = existsSync(library) ? readdirSync(library).filter((name) => name.startsWith('napi-v')) : [];
  const hasBinding = builds.some((build) => existsSync(path.join(library, build, 'tfjs_binding.node')));
  return hasBinding
    ? { available: true }
    : { available: false, reason: `the native part of ${PACKAGE} is missing`, command: COMMAND };
}
