import { createHash } from 'node:crypto';
import path from 'node:path';
import {
  CHECKPOINT_SCHEMA_VERSION,
  checkpointManifestSchema,
  trainingStateSchema,
  type CheckpointManifest,
} from '#contract/checkpoint-files';
import {
  CheckpointDamagedError,
  CheckpointMissingError,
  CheckpointVersionError,
} from '#contract/errors/checkpoint-errors';
import type { HostTensors } from '../backend/host-tensor';
import type { JsonValue } from '../families/family';
import { CHECKPOINT_FILES, MANIFEST_FILE, type LoadedCheckpoint } from './checkpoint';
import type { FileStore } from './file-store';
import { decodeSafetensors } from './safetensors';

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function readOr(store: FileStore, file: string, missing: () => Error): Promise<Uint8Array> {
  try {
    return await store.read(file);
  } catch (error) {
    throw isMissing(error) ? missing() : error;
  }
}

function parseJson(folder: string, file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    throw new CheckpointDamagedError(folder, file, 'is not JSON', { cause: error });
  }
}

/**
 * Reads `manifest.json` alone: enough for lists.
 * @throws CheckpointMissingError, CheckpointDamagedError, CheckpointVersionError
 */
export async function readManifest(store: FileStore, folder: string): Promise<CheckpointManifest> {
  const bytes = await readOr(store, path.join(folder, MANIFEST_FILE), () => new CheckpointMissingError(folder));
  const json = parseJson(folder, MANIFEST_FILE, bytes);
  const version = (json as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version > CHECKPOINT_SCHEMA_VERSION) {
    throw new CheckpointVersionError(folder, version, CHECKPOINT_SCHEMA_VERSION);
  }
  const parsed = checkpointManifestSchema.safeParse(json);
  if (!parsed.success)
    throw new CheckpointDamagedError(folder, MANIFEST_FILE, 'is not a checkpoint manifest', { cause: parsed.error });
  return parsed.data;
}

/** Reads one file and compares it with the manifest. */
async function readVerified(
  store: FileStore,
  folder: string,
  manifest: CheckpointManifest,
  file: string,
): Promise<Uint8Array> {
  const expected = manifest.files[file];
  if (!expected) throw new CheckpointDamagedError(folder, MANIFEST_FILE, `does not list ${file}`);
  const bytes = await readOr(
    store,
    path.join(folder, file),
    () => new CheckpointDamagedError(folder, file, 'is missing'),
  );
  if (bytes.length !== expected.bytes) {
    throw new CheckpointDamagedError(folder, file, `has ${bytes.length} bytes instead of ${expected.bytes}`);
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== expected.sha256) throw new CheckpointDamagedError(folder, file, 'does not match its SHA-256');
  return bytes;
}

/**
 * Reads a checkpoint folder and verifies every file against the manifest before anything is used.
 * @throws CheckpointMissingError when there is no manifest
 * @throws CheckpointDamagedError naming the file that is torn, changed or missing
 * @throws CheckpointVersionError when a newer Assay wrote it
 */
export async function loadCheckpoint(store: FileStore, folder: string): Promise<LoadedCheckpoint> {
  const manifest = await readManifest(store, folder);
  const tensors = async (file: string): Promise<HostTensors> =>
    decodeSafetensors(await readVerified(store, folder, manifest, file));
  const json = async (file: string): Promise<unknown> =>
    parseJson(folder, file, await readVerified(store, folder, manifest, file));
  const state = trainingStateSchema.safeParse(await json(CHECKPOINT_FILES.state));
  if (!state.success)
    throw new CheckpointDamagedError(folder, CHECKPOINT_FILES.state, 'is not a training state', { cause: state.error });
  return {
    folder,
    manifest,
    family: manifest.family,
    metrics: manifest.metrics,
    roles: manifest.roles,
    weights: await tensors(CHECKPOINT_FILES.weights),
    optimizer: await tensors(CHECKPOINT_FILES.optimizer),
    epochTensors: await tensors(CHECKPOINT_FILES.epoch),
    taskTensors: CHECKPOINT_FILES.task in manifest.files ? await tensors(CHECKPOINT_FILES.task) : {},
    state: state.data,
    preprocessing: (await json(CHECKPOINT_FILES.preprocessing)) as JsonValue,
    config: (await json(CHECKPOINT_FILES.config)) as JsonValue,
  };
}
