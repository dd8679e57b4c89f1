import path from 'node:path';
import { createHash } from 'node:crypto';
import { ExportParityError } from '#contract/errors/checkpoint-errors';
import type { ExportOutput } from '#contract/jobs';
import type { Executor } from '../../backend/executor';
import type { HostTensors } from '../../backend/host-tensor';
import type { ParameterStore } from '../../backend/parameter-store';
import type { Model } from '../../families/family';
import { createModelStore } from '../../trainer/model-store';
import { toStorageError, type FileStore } from '../file-store';
import { parametersToTensors, restoreParameters } from '../parameter-tensors';
import { forwardDifference } from './forward-difference';
import { EXPORT_FORMATS, type ExportFiles, type ExportFormatId } from './formats';

/** Weights are stored as they are: any difference beyond rounding is a fault. */
export const PARITY_LIMIT = 1e-6;

/** What an export is made from and compared with. */
export interface ExportSource {
  readonly model: Model;
  readonly parameters: ParameterStore;
  readonly executor: Executor;
  /** Real inputs; at least one. */
  readonly samples: readonly HostTensors[];
}

async function writeFiles(store: FileStore, folder: string, files: ExportFiles): Promise<void> {
  for (const [name, bytes] of files) {
    const target = path.join(folder, name);
    const temporary = `${target}.writing`;
    try {
      await store.makeFolder(path.dirname(target));
      await store.write(temporary, bytes);
      await store.rename(temporary, target);
    } catch (error) {
      await store.remove(temporary).catch(() => {});
      throw toStorageError(target, error);
    }
  }
}

async function readFiles(store: FileStore, folder: string, names: Iterable<string>): Promise<ExportFiles> {
  const files = new Map<string, Uint8Array>();
  for (const name of names) files.set(name, await store.read(path.join(folder, name)));
  return files;
}

/** Runs the model with the weights of the files beside the original on the same inputs. */
async function verify(
  { model, parameters, executor, samples }: ExportSource,
  weights: HostTensors,
  origin: string,
): Promise<number> {
  const copy = createModelStore(model).parameters;
  restoreParameters(copy, weights, origin);
  const original = executor.forward(model.forward, parameters);
  const readBack = executor.forward(model.forward, copy);
  try {
    return await forwardDifference(original, readBack, samples);
  } finally {
    original.dispose();
    readBack.dispose();
  }
}

/**
 * Writes one format, reads the files back from the disk and compares the model on real inputs.
 * @param folder target folder; @param name base name of the files
 * @returns one entry a file
 * @throws ExportParityError when the files do not compute what the checkpoint computes
 * @throws ExportFormatUnavailableError, DiskFullError, FolderNotWritableError
 */
export async function writeExport(
  store: FileStore,
  format: ExportFormatId,
  source: ExportSource,
  { folder, name }: { readonly folder: string; readonly name: string },
): Promise<ExportOutput['files']> {
  const { encode, decode, readBackBy } = EXPORT_FORMATS[format];
  const files = encode(name, parametersToTensors(source.parameters));
  await writeFiles(store, folder, files);
  const first = path.join(folder, [...files.keys()][0]!);
  const maxAbsoluteError = await verify(source, await decode(await readFiles(store, folder, files.keys())), first);
  if (maxAbsoluteError > PARITY_LIMIT) throw new ExportParityError(format, first, maxAbsoluteError, PARITY_LIMIT);
  return [...files].map(([file, bytes]) => ({
    format,
    path: path.join(folder, file),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    readBackBy,
    maxAbsoluteError,
    samples: source.samples.length,
  }));
}
