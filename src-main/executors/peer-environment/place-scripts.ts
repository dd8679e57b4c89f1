import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Copies the peers' scripts into the cache: Python cannot read them inside a packed application, and writes compiled forms
 * of them beside them.
 * @param scripts folder of the scripts among the app's resources
 * @param start name of the one to start
 * @returns its path
 */
export function placePeerScripts(scripts: string, cache: string, start: string): string {
  const folder = path.join(cache, 'bench-scripts');
  mkdirSync(folder, { recursive: true });
  // One by one: a packed application's files can be read so, but not copied as a folder.
  for (const name of readdirSync(scripts).filter((file) => file.endsWith('.py')))
    writeFileSync(path.join(folder, name), readFileSync(path.join(scripts, name)));
  return path.join(folder, start);
}
