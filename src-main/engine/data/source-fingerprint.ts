import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DataSourceMissingError } from '#contract/errors/data-errors';

/** What a source is, by content: equal fingerprints mean equal data, wherever the folder lies. */
export interface SourceFingerprint {
  /** SHA-256 in hexadecimal over the sorted `name:hash` lines of the files. */
  readonly fingerprint: string;
  readonly bytes: number;
  /** Data files of the folder, sorted. */
  readonly files: readonly string[];
}

/**
 * @param folder      of the source
 * @param isDataFile  which file names count; documents beside the data do not change what it is
 * @throws DataSourceMissingError when there is no such folder
 */
export function sourceFingerprint(folder: string, isDataFile: (file: string) => boolean): SourceFingerprint {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new DataSourceMissingError(folder);
  const files = readdirSync(folder).filter(isDataFile).sort();
  const total = createHash('sha256');
  let bytes = 0;
  for (const file of files) {
    const content = readFileSync(join(folder, file));
    bytes += content.length;
    total.update(`${file}:${createHash('sha256').update(content).digest('hex')}\n`);
  }
  return { fingerprint: total.digest('hex'), bytes, files };
}
