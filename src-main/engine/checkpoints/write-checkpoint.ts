import { createHash } from 'node:crypto';
import path from 'node:path';
import { CHECKPOINT_SCHEMA_VERSION, type CheckpointManifest } from '#contract/checkpoint-files';
import { CHECKPOINT_FILES, MANIFEST_FILE, type CheckpointContent } from './checkpoint';
import { toStorageError, type FileStore } from './file-store';
import { encodeSafetensors } from './safetensors';

/** Prefix of folders that are being written; whatever bears it after a crash is rubbish. */
export const TEMPORARY_PREFIX = '.writing-';

const toJson = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);

const encode = (content: CheckpointContent): Readonly<Record<string, Uint8Array>> => ({
  [CHECKPOINT_FILES.weights]: encodeSafetensors(content.weights),
  [CHECKPOINT_FILES.optimizer]: encodeSafetensors(content.optimizer),
  [CHECKPOINT_FILES.epoch]: encodeSafetensors(content.epochTensors),
  ...(Object.keys(content.taskTensors).length === 0
    ? {}
    : { [CHECKPOINT_FILES.task]: encodeSafetensors(content.taskTensors) }),
  [CHECKPOINT_FILES.state]: toJson(content.state),
  [CHECKPOINT_FILES.preprocessing]: toJson(content.preprocessing),
  [CHECKPOINT_FILES.config]: toJson(content.config),
});

const describeFile = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

const makeManifest = (content: CheckpointContent, files: Readonly<Record<string, Uint8Array>>): CheckpointManifest => ({
  schemaVersion: CHECKPOINT_SCHEMA_VERSION,
  family: content.family,
  step: content.state.step,
  epoch: content.state.epoch,
  createdAt: Date.now(),
  roles: [...content.roles],
  metrics: content.metrics,
  files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, describeFile(bytes)])),
});

/**
 * Writes a checkpoint folder: all files under a temporary name, each synced, the manifest last, then one rename. A crash at
 * any moment leaves either the whole folder or rubbish under {@link TEMPORARY_PREFIX}.
 * @param parent the run's `checkpoints` folder
 * @param name   folder name, `<step>-<token>`
 * @returns bytes of all files
 * @throws DiskFullError, FolderNotWritableError; the temporary folder is removed then, earlier checkpoints are untouched
 */
export async function writeCheckpoint(
  store: FileStore,
  parent: string,
  name: string,
  content: CheckpointContent,
): Promise<number> {
  const temporary = path.join(parent, `${TEMPORARY_PREFIX}${name}`);
  try {
    await store.makeFolder(temporary);
    const files = encode(content);
    for (const [file, bytes] of Object.entries(files)) await store.write(path.join(temporary, file), bytes);
    const manifest = toJson(makeManifest(content, files));
    await store.write(path.join(temporary, MANIFEST_FILE), manifest);
    await store.rename(temporary, path.join(parent, name));
    return Object.values(files).reduce((sum, bytes) => sum + bytes.length, manifest.length);
  } catch (error) {
    // What cannot be removed now is swept at the next start; the first error is the one to tell.
    await store.remove(temporary).catch(() => {});
    throw toStorageError(path.join(parent, name), error);
  }
}
