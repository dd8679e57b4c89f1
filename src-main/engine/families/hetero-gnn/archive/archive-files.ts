import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DataSourceMissingError } from '#contract/errors/data-errors';
import { NoMatchesError } from '#contract/errors/cricket-errors';
import { sourceFingerprint } from '../../../data/source-fingerprint';

/** The archives of a source, sorted by name, and what they hold by content. */
export interface ArchiveFiles {
  readonly paths: readonly string[];
  readonly fingerprint: string;
  readonly bytes: number;
}

const isZip = (file: string): boolean => file.toLowerCase().endsWith('.zip');

/**
 * @param path a .zip file, or a folder that holds one or more
 * @throws DataSourceMissingError; NoMatchesError for a folder without archives
 */
export function archiveFiles(path: string): ArchiveFiles {
  if (!existsSync(path)) throw new DataSourceMissingError(path);
  const isFile = statSync(path).isFile();
  const folder = isFile ? dirname(path) : path;
  const isWanted = isFile ? (file: string) => file === basename(path) : isZip;
  const { files, fingerprint, bytes } = sourceFingerprint(folder, isWanted);
  if (files.length === 0) throw new NoMatchesError(path, []);
  return { paths: files.map((file) => join(folder, file)), fingerprint, bytes };
}
