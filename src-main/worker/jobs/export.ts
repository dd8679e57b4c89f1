import path from 'node:path';
import type { ExportOutput, JobInput } from '#contract/jobs';
import { PARITY_LIMIT, writeExport, type ExportSource } from '../../engine/checkpoints/export/write-export';
import type { JobContext } from './job-context';
import { loadInference, openStoredModel } from './stored-model';

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
  for (const [index, format] of input.formats.entries()) {
    progress(`writing ${format}`, index / input.formats.length);
    files.push(...(await writeExport(environment.files, format, source, { folder: input.directory, name })));
  }
  return files;
}

/** Writes a checkpoint in other formats; each file is read back and the model compared on real inputs. */
export async function exportCheckpoint(input: ExportInput, context: JobContext): Promise<ExportOutput> {
  const model = await openStoredModel(input.checkpointPath, context);
  const { inference, parameters, executor } = await loadInference(model, { ...input, split: null }, context);
  try {
    const source = { model: inference.model, parameters, executor, samples: inference.sampleInputs(SAMPLES) };
    const name = `${model.run.runId}-${path.basename(model.checkpoint.folder)}`;
    const files = await writeFormats(input, source, name, context);
    const maxAbsoluteError = Math.max(...files.map((file) => file.maxAbsoluteError));
    return { files, parity: { maxAbsoluteError, samples: source.samples.length, limit: PARITY_LIMIT } };
  } finally {
    await executor.dispose();
  }
}
