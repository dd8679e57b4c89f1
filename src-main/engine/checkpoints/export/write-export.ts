import path from 'node:path';
import { createHash } from 'node:crypto';
import { ExportParityError } from '#contract/errors/checkpoint-errors';
import type { ExportOutput } from '#contract/jobs';
import type { ForwardPass } from '../../backend/executor';
import type { HostTensors } from '../../backend/host-tensor';
import { createModelStore } from '../../trainer/model-store';
import { toStorageError, type FileStore } from '../file-store';
import { parametersToTensors, restoreParameters } from '../parameter-tensors';
import type { ExportSource } from './export-source';
import { forwardDifference, type ForwardDifference } from './forward-difference';
import { EXPORT_FORMATS, type ExportFiles, type ExportFormatId, type ModelFormat, type WeightsFormat } from './formats';
import { sameShaped } from './onnx-model';

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

/** The model that the files hold: weights in Assay's own model, or a model by itself. */
async function openFiles(
  format: WeightsFormat | ModelFormat,
  files: ExportFiles,
  source: ExportSource,
  origin: string,
): Promise<ForwardPass> {
  if (format.kind === 'model') return format.open(files, source);
  const { model, executor } = source;
  const copy = createModelStore(model).parameters;
  restoreParameters(copy, await format.decode(files), origin);
  return executor.forward(model.forward, copy);
}

/** Runs the model of the files beside the original on the same inputs. */
async function verify(
  { model, parameters, executor }: ExportSource,
  readBack: ForwardPass,
  samples: readonly HostTensors[],
): Promise<ForwardDifference> {
  const original = executor.forward(model.forward, parameters);
  try {
    return await forwardDifference(original, readBack, samples);
  } finally {
    original.dispose();
    readBack.dispose();
  }
}

/** What was written, and how it was judged. */
export interface WrittenExport {
  /** One entry a file. */
  readonly files: ExportOutput['files'];
  /** Largest difference that was allowed: the format's limit, in proportion where the output exceeds 1. */
  readonly limit: number;
}

/**
 * Writes one format, reads the files back from the disk and compares the model on real inputs.
 * @param folder target folder; @param name base name of the files
 * @throws ExportParityError when the files do not compute what the checkpoint computes
 * @throws ExportFormatUnavailableError, DiskFullError, FolderNotWritableError
 * @throws KernelNotSupportedError and the other errors of compilation, for ONNX
 */
export async function writeExport(
  store: FileStore,
  id: ExportFormatId,
  source: ExportSource,
  { folder, name }: { readonly folder: string; readonly name: string },
): Promise<WrittenExport> {
  const format = EXPORT_FORMATS[id];
  const files =
    format.kind === 'model' ? format.encode(name, source) : format.encode(name, parametersToTensors(source.parameters));
  await writeFiles(store, folder, files);
  const first = path.join(folder, [...files.keys()][0]!);
  const samples = format.kind === 'model' ? sameShaped(source.samples) : source.samples;
  const readBack = await openFiles(format, await readFiles(store, folder, files.keys()), source, first);
  const { largest, scale } = await verify(source, readBack, samples);
  const limit = format.limit * scale;
  if (largest > limit) throw new ExportParityError(id, first, largest, limit);
  return { files: fileEntries(id, folder, files, { maxAbsoluteError: largest, samples: samples.length }), limit };
}

function fileEntries(
  id: ExportFormatId,
  folder: string,
  files: ExportFiles,
  comparison: Pick<ExportOutput['files'][number], 'maxAbsoluteError' | 'samples'>,
): ExportOutput['files'] {
  return [...files].map(([file, bytes]) => ({
    format: id,
    path: path.join(folder, file),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    readBackBy: EXPORT_FORMATS[id].readBackBy,
    ...comparison,
  }));
}
