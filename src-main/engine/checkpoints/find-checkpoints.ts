import path from 'node:path';
import type { CheckpointManifest } from '#contract/checkpoint-files';
import { WorkbenchError } from '#contract/errors/workbench-error';
import type { LoadedCheckpoint } from './checkpoint';
import type { FileStore } from './file-store';
import { loadCheckpoint, readManifest } from './load-checkpoint';
import { TEMPORARY_PREFIX } from './write-checkpoint';

/** What a search for the newest checkpoint found. */
export interface NewestCheckpoint {
  /** null: there is none that can be used. */
  readonly checkpoint: LoadedCheckpoint | null;
  /** Newer ones that were passed over because they are damaged. */
  readonly damaged: readonly WorkbenchError[];
}

/** A damaged checkpoint must not stop a run that has an older, whole one; anything else must. */
async function orProblem<T>(work: Promise<T>): Promise<T | WorkbenchError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
}

async function readManifests(store: FileStore, parent: string) {
  const entries = await store.list(parent);
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(TEMPORARY_PREFIX));
  return Promise.all(
    folders.map(async ({ name }) => ({
      folder: path.join(parent, name),
      manifest: await orProblem(readManifest(store, path.join(parent, name))),
    })),
  );
}

const byNewest = (a: { manifest: CheckpointManifest }, b: { manifest: CheckpointManifest }): number =>
  b.manifest.step - a.manifest.step ||
  b.manifest.epoch - a.manifest.epoch ||
  b.manifest.createdAt - a.manifest.createdAt;

/**
 * The checkpoint a resumed run continues from: the one with most steps that is whole.
 * @param parent a run's `checkpoints` folder; it may not exist
 */
export async function findNewestCheckpoint(store: FileStore, parent: string): Promise<NewestCheckpoint> {
  const damaged: WorkbenchError[] = [];
  const readable: { folder: string; manifest: CheckpointManifest }[] = [];
  for (const { folder, manifest } of await readManifests(store, parent)) {
    if (manifest instanceof WorkbenchError) damaged.push(manifest);
    else readable.push({ folder, manifest });
  }
  for (const { folder } of readable.sort(byNewest)) {
    const loaded = await orProblem(loadCheckpoint(store, folder));
    if (!(loaded instanceof WorkbenchError)) return { checkpoint: loaded, damaged };
    damaged.push(loaded);
  }
  return { checkpoint: null, damaged };
}
