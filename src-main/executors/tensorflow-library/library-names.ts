import { existsSync } from 'node:fs';
import path from 'node:path';
import { tensorFlowLibraryNames } from '#contract/tensorflow-library';

/** @returns the library's files in a folder; empty when it holds no whole set */
export function libraryFilesIn(folder: string): readonly string[] {
  const sets = tensorFlowLibraryNames(process.platform);
  const found = sets.find((names) => names.every((name) => existsSync(path.join(folder, name))));
  return (found ?? []).map((name) => path.join(folder, name));
}

/** Names of the files that a wheel of this platform holds the C API in; undefined where no wheel has it (Windows). */
export const wheelLibraryNames = (): readonly string[] | undefined =>
  tensorFlowLibraryNames(process.platform).find((names) => names.length > 1);
