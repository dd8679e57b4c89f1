import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DataFileMissingError, DataFileUnreadableError } from '#contract/errors/data-errors';

/**
 * Finds a table in a source's folder, compressed or not.
 *
 * @param name without extension, for example `games`
 * @returns the file's name, or undefined when the folder has neither `name.csv.gz` nor `name.csv`
 */
export const findDataFile = (folder: string, name: string): string | undefined =>
  [`${name}.csv.gz`, `${name}.csv`].find((file) => existsSync(join(folder, file)));

/** Like {@link findDataFile}. @throws DataFileMissingError */
export function requireDataFile(folder: string, name: string): string {
  const file = findDataFile(folder, name);
  if (file === undefined) throw new DataFileMissingError(folder, `${name}.csv`);
  return file;
}

/**
 * @param file name inside the folder; `.gz` is decompressed
 * @returns the bytes of the text
 * @throws DataFileUnreadableError
 */
export function readDataFile(folder: string, file: string): Uint8Array {
  try {
    const bytes = readFileSync(join(folder, file));
    return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw new DataFileUnreadableError(file, error instanceof Error ? error.message : String(error), error);
  }
}
