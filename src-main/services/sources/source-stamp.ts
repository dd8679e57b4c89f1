import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Names, sizes and times of the files of a source. While it is the same, nobody has changed the data, and the fingerprint of
 * the last check still holds; reading 100 MB at each start would take a second.
 */
export function sourceStamp(sourcePath: string): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(sourcePath)) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${path.relative(sourcePath, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(folder: string): readonly string[] {
  if (!statSync(folder).isDirectory()) return [folder];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const child = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(child) : [child];
  });
}
