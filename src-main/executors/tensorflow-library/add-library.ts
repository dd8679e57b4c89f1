import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './cache-folder';
import { downloadWheel } from './download-wheel';
import { findTensorFlowLibrary, type FoundLibrary } from './find-library';
import { libraryFilesIn } from './library-names';
import { probeLibrary, type ProbeCommand, type ProbedLibrary } from './probe-library';
import { unpackWheel } from './unpack-wheel';

/** How a library is added. */
export interface AddOptions {
  readonly probe: ProbeCommand;
  /** Fetches a new one although one is there. */
  readonly again?: boolean;
  /** Receives sentences about what happens, for the person who waits. */
  readonly onProgress?: (sentence: string) => void;
}

/** A library that works on this machine. */
export interface AddedLibrary extends FoundLibrary, ProbedLibrary {}

const MEGABYTE = 1e6;
const inMegabytes = (bytes: number): string => `${Math.round(bytes / MEGABYTE)} MB`;

/**
 * Makes TensorFlow available: takes what is there, else fetches a wheel with the person's pip and unpacks the library into
 * the cache. In both cases it is tried in a process of its own; a fetched one that fails is removed again.
 * @throws TensorFlowFetchFailedError, TensorFlowWheelError, TensorFlowProbeFailedError, TensorFlowLibraryMissingError
 */
export async function addTensorFlowLibrary({
  probe,
  again = false,
  onProgress = () => {},
}: AddOptions): Promise<AddedLibrary> {
  const found = again ? undefined : findTensorFlowLibrary();
  if (found) {
    onProgress(`TensorFlow is in ${found.folder} (${inMegabytes(found.bytes)}); trying it.`);
    return { ...found, ...(await probeLibrary(found.folder, probe)) };
  }
  const fetched = await fetchLibrary(onProgress);
  try {
    return { ...fetched, ...(await probeLibrary(fetched.folder, probe)) };
  } catch (error) {
    await rm(fetched.folder, { recursive: true, force: true });
    throw error;
  }
}

/** @throws TensorFlowFetchFailedError, TensorFlowWheelError */
async function fetchLibrary(onProgress: (sentence: string) => void): Promise<FoundLibrary> {
  const cache = cacheFolder();
  await mkdir(cache, { recursive: true });
  const download = await mkdtemp(path.join(cache, 'downloading-'));
  try {
    onProgress('Fetching TensorFlow with pip: about 270 MB, and 860 MB on disk when unpacked.');
    const wheel = await downloadWheel(download);
    onProgress(`Unpacking ${path.basename(wheel)} (${inMegabytes((await stat(wheel)).size)}).`);
    const folder = await unpackWheel(wheel, cache);
    const sizes = await Promise.all(libraryFilesIn(folder).map(async (file) => (await stat(file)).size));
    return { folder, source: 'wheel', bytes: sizes.reduce((sum, size) => sum + size, 0) };
  } finally {
    await rm(download, { recursive: true, force: true });
  }
}
