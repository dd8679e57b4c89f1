import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { TensorFlowLibraryMissingError } from '#contract/errors/tensorflow-errors';
import { TENSORFLOW_FOLDER_VARIABLE } from '#contract/tensorflow-library';
import { cacheFolder, isWheelFolder, type Environment } from './cache-folder';
import { libraryFilesIn, wheelLibraryNames } from './library-names';

/** Where a library was found. `named`: in the folder of ASSAY_TENSORFLOW; `package`: brought by tfjs-node; `wheel`: ours. */
export type LibrarySource = 'named' | 'package' | 'wheel';

/** A TensorFlow library on this machine; not yet loaded. */
export interface FoundLibrary {
  readonly folder: string;
  readonly source: LibrarySource;
  /** Of its files together. */
  readonly bytes: number;
}

const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/** Where to look; for tests. */
export interface SearchPlaces {
  readonly environment: Environment;
  readonly cache: string;
  /** Folders of installed tfjs-node packages. */
  readonly packages: readonly string[];
}

/** @returns this machine's places */
export function searchPlaces(environment: Environment = process.env): SearchPlaces {
  return { environment, cache: cacheFolder(environment), packages: PACKAGES.flatMap(packageFolder) };
}

/**
 * Looks for TensorFlow: in the folder that the person names, in tfjs-node's own, in the cache (the newest wheel there).
 * @returns undefined when there is none
 * @throws TensorFlowLibraryMissingError when a folder is named that holds none: nothing else is taken silently
 */
export function findTensorFlowLibrary(places: SearchPlaces = searchPlaces()): FoundLibrary | undefined {
  const named = places.environment[TENSORFLOW_FOLDER_VARIABLE];
  if (named) return namedLibrary(named);
  for (const folder of places.packages) {
    const found = libraryIn(path.join(folder, 'deps', 'lib'), 'package');
    if (found) return found;
  }
  return newestWheel(places.cache);
}

function namedLibrary(folder: string): FoundLibrary {
  const found = libraryIn(path.resolve(folder), 'named');
  if (!found) throw new TensorFlowLibraryMissingError(folder, wheelLibraryNames() ?? ['tensorflow.dll']);
  return found;
}

function libraryIn(folder: string, source: LibrarySource): FoundLibrary | undefined {
  const files = libraryFilesIn(folder);
  if (files.length === 0) return undefined;
  return { folder, source, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) };
}

function newestWheel(cache: string): FoundLibrary | undefined {
  if (!existsSync(cache)) return undefined;
  const newestFirst = readdirSync(cache)
    .filter(isWheelFolder)
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  for (const name of newestFirst) {
    const found = libraryIn(path.join(cache, name), 'wheel');
    if (found) return found;
  }
  return undefined;
}

function packageFolder(name: string): string[] {
  try {
    return [path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))];
  } catch {
    // Not installed.
    return [];
  }
}
