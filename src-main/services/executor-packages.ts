import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

// Read, not loaded: loading a native library is what may crash, and a worker does it in a process of its own.

/** @returns the `package.json` of an installed package; null when it is not there, an ordinary state of an optional part */
function manifestOf(name: string): string | null {
  try {
    return createRequire(import.meta.url).resolve(`${name}/package.json`);
  } catch {
    return null;
  }
}

/** @returns the version of an installed package; null when it is not there */
export function packageVersion(name: string): string | null {
  const manifest = manifestOf(name);
  return manifest === null ? null : (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/** @returns the native part of tfjs-node, for whichever Node-API it was built; null when it is not there */
export function tfjsNodeBinding(): string | null {
  const manifest = manifestOf('@tensorflow/tfjs-node-gpu');
  const library = manifest === null ? '' : path.join(path.dirname(manifest), 'lib');
  const builds = existsSync(library) ? readdirSync(library).filter((name) => name.startsWith('napi-v')) : [];
  return builds.map((build) => path.join(library, build, 'tfjs_binding.node')).find((file) => existsSync(file)) ?? null;
}
