import path from 'node:path';
import type { JobInput, PredictOutput } from '#contract/jobs';
import { toStorageError } from '../../engine/checkpoints/file-store';
import { toCsv } from '../../engine/checkpoints/prediction-csv';
import type { PredictionTable } from '../../engine/families/family';
import type { JobContext } from './job-context';
import { loadInference, openStoredModel } from './stored-model';

async function computePredictions(
  input: JobInput & { kind: 'predict' },
  context: JobContext,
): Promise<{ readonly table: PredictionTable; readonly warnings: readonly string[] }> {
  const model = await openStoredModel(input.checkpointPath, context);
  const { inference, parameters, executor } = await loadInference(model, { ...input, split: null }, context);
  const forward = executor.forward(inference.model.forward, parameters);
  try {
    return { table: await inference.predict(forward), warnings: inference.warnings ?? [] };
  } finally {
    forward.dispose();
    await executor.dispose();
  }
}

/** Predictions for everything a source holds, as a CSV file. @throws DiskFullError, FolderNotWritableError */
export async function predict(input: JobInput & { kind: 'predict' }, context: JobContext): Promise<PredictOutput> {
  const { table, warnings } = await computePredictions(input, context);
  const { files } = context.environment;
  try {
    await files.makeFolder(path.dirname(input.outFile));
    await files.write(input.outFile, new TextEncoder().encode(toCsv(table)));
  } catch (error) {
    throw toStorageError(input.outFile, error);
  }
  return { rows: table.rows.length, file: input.outFile, columns: [...table.columns], warnings: [...warnings] };
}
