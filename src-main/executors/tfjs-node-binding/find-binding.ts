import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { TFJS_NODE_PACKAGE } from '#contract/tfjs-node-binding';
import { cacheFolder, type Environment } from '../tensorflow-library/cache-folder';
import { findTensorFlowLibrary, searchPlaces } from '../tensorflow-library/find-library';

/** File of the native part of tfjs-node. */
export const BINDING_NAME = 'tfjs_binding.node';

const LENGTH_OF_KEY = 8;

/** The installed package, as JavaScript only. */
export interface TfjsNodePackage {
  readonly folder: string;
  readonly version: string;
}

/** @returns undefined when it is not installed, an ordinary state of an optional part */
export function tfjsNodePackage(): TfjsNodePackage | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${TFJS_NODE_PACKAGE}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    return { folder: path.dirname(manifest), version };
  } catch {
    return undefined;
  }
}

/** @returns where a native part built against a library is kept: the build holds the library's path, so it is part of the key */
export function builtBinding(cache: string, { version }: TfjsNodePackage, library: string): string {
  const key = createHash('sha256').update(library).digest('hex').slice(0, LENGTH_OF_KEY);
  return path.join(cache, `tfjs-node-${version}-${key}`, BINDING_NAME);
}

/** @returns the part that the package's own installation fetched, for whichever Node-API; undefined when it did not */
function installedBinding({ folder }: TfjsNodePackage): string | undefined {
  const library = path.join(folder, 'lib');
  const builds = existsSync(library) ? readdirSync(library).filter((name) => name.startsWith('napi-v')) : [];
  return builds.map((build) => path.join(library, build, BINDING_NAME)).find((file) => existsSync(file));
}

/**
 * Looks for the native part of tfjs-node: in the package, then in the cache, built for the TensorFlow library that is found.
 *
 * @returns its file; undefined when there is none
 * @throws TensorFlowLibraryMissingError when a folder is named that holds no library
 */
export function findTfjsNodeBinding(environment: Environment = process.env): string | undefined {
  const installed = tfjsNodePackage();
  if (!installed) return undefined;
  const fetched = installedBinding(installed);
  if (fetched !== undefined) return fetched;
  const library = findTensorFlowLibrary(searchPlaces(environment));
  if (!library) return undefined;
  const built = builtBinding(cacheFolder(environment), installed, library.folder);
  return existsSync(built) ? built : undefined;
}
