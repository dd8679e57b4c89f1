import path from 'node:path';
import type { ExportOutput, JobInput } from '#contract/jobs';
import { CHECKPOINT_FILES } from '../../engine/checkpoints/checkpoint';
import type { ExportSource } from '../../engine/checkpoints/export/export-source';
import { writeExport } from '../../engine/checkpoints/export/write-export';
import type { JobContext } from './job-context';
import { loadInference, openStoredModel, type StoredModel } from './stored-model';

/** Real batches that each file is compared on. */
const SAMPLES = 8;

type ExportInput = JobInput & { kind: 'export' };

async function writeFormats(
  input: ExportInput,
  source: ExportSource,
  name: string,
  { environment, progress }: JobContext,
) {
  const files: ExportOutput['files'] = [];
  let limit = 0;
  for (const [index, format] of input.formats.entries()) {
    progress(`writing ${format}`, index / input.formats.length);
    const written = await writeExport(environment.files, format, source, { folder: input.directory, name });
    files.push(...written.files);
    limit = Math.max(limit, written.limit);
  }
  return { files, limit };
}

/** What an exported model says of itself: docs/compiler.md lists the keys. */
function metadataOf({ run, checkpoint }: StoredModel): Readonly<Record<string, string>> {
  const { manifest, preprocessing } = checkpoint;
  return {
    family: run.family,
    run_id: run.runId,
    seed: String(run.seed),
    step: String(manifest.step),
    epoch: String(manifest.epoch),
    config_hash: manifest.files[CHECKPOINT_FILES.config]?.sha256 ?? '',
    config: JSON.stringify(run.config),
    preprocessing: JSON.stringify(preprocessing),
  };
}

/** Writes a checkpoint in other formats; each file is read back and the model compared on real inputs. */
export async function exportCheckpoint(input: ExportInput, context: JobContext): Promise<ExportOutput> {
  const model = await openStoredModel(input.checkpointPath, context);
  const { inference, parameters, executor } = await loadInference(model, { ...input, split: null }, context);
  try {
    const samples = inference.sampleInputs(SAMPLES);
    const source = { model: inference.model, parameters, executor, samples, metadata: metadataOf(model) };
    const name = `${model.run.runId}-${path.basename(model.checkpoint.folder)}`;
    const { files, limit } = await writeFormats(input, source, name, context);
    const maxAbsoluteError = Math.max(...files.map((file) => file.maxAbsoluteError));
    return { files, parity: { maxAbsoluteError, samples: Math.min(...files.map((file) => file.samples)), limit } };
  } finally {
    await executor.dispose();
  }
}
