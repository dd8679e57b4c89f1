import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

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
