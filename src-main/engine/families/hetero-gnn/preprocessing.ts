import { heteroGnnPreprocessingSchema, type HeteroGnnPreprocessing } from '#contract/config/hetero-gnn';
import { PreprocessingMismatchError } from '#contract/errors/data-errors';

/**
 * @param stored what a checkpoint holds
 * @throws PreprocessingMismatchError when it is not of this family and version
 */
export function readPreprocessing(stored: unknown): HeteroGnnPreprocessing {
  const parsed = heteroGnnPreprocessingSchema.safeParse(stored);
  if (!parsed.success) throw new PreprocessingMismatchError(parsed.error.issues[0]!.message);
  return parsed.data;
}
