import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { TensorFlowWheelError } from '#contract/errors/tensorflow-errors';
import { wheelFolder } from './cache-folder';
import { wheelLibraryNames } from './library-names';
import { extractZipEntry, readZipDirectory, type ZipEntry } from './zip-archive';

/** Distribution and version out of `tensorflow_cpu-2.21.0-cp311-...whl`. */
const WHEEL_NAME = /^[A-Za-z0-9_]+-(?<version>[^-]+)-.+\.whl$/;

/** @returns the version that a wheel's name says. @throws TensorFlowWheelError for a name that says none */
export function wheelVersion(wheel: string): string {
  const version = WHEEL_NAME.exec(path.basename(wheel))?.groups?.['version'];
  if (version === undefined) throw new TensorFlowWheelError(wheel, 'its name does not say a version');
  return version;
}

/** Headers of the C API and what they include, against which the native part of tfjs-node is compiled: half a megabyte. */
const HEADER =
  /^tensorflow\/include\/(?<name>tensorflow\/c\/(eager\/)?[a-z_]+\.h|([\w-]+\/)+(tsl_status|ctstring|ctstring_internal)\.h)$/;

/**
 * Unpacks the library and the headers of its C API (into `include`) out of a wheel into the cache, and nothing else of it. The folder appears under its name only when
 * it is complete.
 * @returns the folder
 * @throws TensorFlowWheelError when the wheel is damaged or holds no library for this platform
 */
export async function unpackWheel(wheel: string, cache: string): Promise<string> {
  const target = wheelFolder(cache, wheelVersion(wheel));
  const entries = await wantedEntries(wheel);
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(path.join(cache, 'unpacking-'));
  try {
    for (const [place, entry] of entries) {
      await mkdir(path.dirname(path.join(unfinished, place)), { recursive: true });
      await extractZipEntry(wheel, entry, path.join(unfinished, place));
    }
    await rm(target, { recursive: true, force: true });
    await rename(unfinished, target);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return target;
}

/** @returns what is unpacked, each with its place below the folder */
async function wantedEntries(wheel: string): Promise<readonly (readonly [place: string, entry: ZipEntry])[]> {
  await stat(wheel);
  const wanted = wheelLibraryNames();
  if (!wanted) throw new TensorFlowWheelError(wheel, `wheels hold no library of use on ${process.platform}`);
  const entries = await readZipDirectory(wheel);
  const libraries = wanted.map((name) => {
    const found = entries.find((entry) => path.posix.basename(entry.name) === name);
    if (!found) throw new TensorFlowWheelError(wheel, `it holds no ${name}`);
    return [name, found] as const;
  });
  const headers = entries.flatMap((entry) => {
    const name = HEADER.exec(entry.name)?.groups?.['name'];
    return name === undefined ? [] : [[path.join('include', name), entry] as const];
  });
  return [...libraries, ...headers];
}
