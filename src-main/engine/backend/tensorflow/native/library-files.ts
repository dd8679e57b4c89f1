import { existsSync } from 'node:fs';
import path from 'node:path';
import { TensorFlowLibraryMissingError } from '#contract/errors/tensorflow-errors';
import { tensorFlowLibraryNames } from '#contract/tensorflow-library';

/**
 * @returns paths of the library's files, in the order in which they are loaded
 * @throws TensorFlowLibraryMissingError when the folder holds none of the known sets
 */
export function libraryFiles(folder: string): readonly string[] {
  const sets = tensorFlowLibraryNames(process.platform);
  const found = sets.find((names) => names.every((name) => existsSync(path.join(folder, name))));
  if (!found) throw new TensorFlowLibraryMissingError(folder, sets[0] ?? [`a library for ${process.platform}`]);
  return found.map((name) => path.join(folder, name));
}
