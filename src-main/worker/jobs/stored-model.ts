import path from 'node:path';
import { familyDescriptor } from '#contract/families';
import { NoGamesToPlayError } from '#contract/errors/environment-errors';
import { CheckpointDamagedError } from '#contract/errors/checkpoint-errors';
import { runConfigSchema, type RunConfig, type SourceLocation } from '#contract/run-config';
import type { EvaluationSplit } from '#contract/ids';
import type { Executor } from '../../engine/backend/executor';
import type { ParameterStore } from '../../engine/backend/parameter-store';
import { CHECKPOINT_FILES, type LoadedCheckpoint } from '../../engine/checkpoints/checkpoint';
import { loadCheckpoint } from '../../engine/checkpoints/load-checkpoint';
import { restoreParameters } from '../../engine/checkpoints/parameter-tensors';
import type { Family, InferenceTask } from '../../engine/families/family';
import { createModelStore } from '../../engine/trainer/model-store';
import { createExecutor } from '../../engine/backend/registry';
import { stepCache } from '../step-cache';
import { prepareContext, type JobContext } from './job-context';

/** A checkpoint with the configuration and the code it belongs to. */
export interface StoredModel {
  readonly checkpoint: LoadedCheckpoint;
  readonly run: RunConfig;
  readonly family: Family;
}

/** @throws CheckpointMissingError, CheckpointDamagedError, CheckpointVersionError */
export async function openStoredModel(checkpointPath: string, { environment }: JobContext): Promise<StoredModel> {
  const checkpoint = await loadCheckpoint(environment.files, path.resolve(checkpointPath));
  const run = runConfigSchema.safeParse(checkpoint.config);
  if (!run.success) {
    throw new CheckpointDamagedError(checkpoint.folder, CHECKPOINT_FILES.config, 'is not the configuration of a run', {
      cause: run.error,
    });
  }
  return { checkpoint, run: run.data, family: await environment.loadFamily(checkpoint.family) };
}

/** A stored model on data, ready to compute. */
export interface LoadedInference {
  readonly inference: InferenceTask;
  readonly parameters: ParameterStore;
  readonly executor: Executor;
}

/**
 * Reads data for a stored model and loads its weights.
 * @param split null: everything the source holds
 * @throws NoGamesToPlayError when episodes are asked of a family that reads its data
 * @throws CheckpointArchitectureError when the weights do not fit the configuration's model
 */
export async function loadInference(
  model: StoredModel,
  options: {
    readonly source: SourceLocation;
    readonly cacheFolder: string;
    readonly split: EvaluationSplit | null;
    readonly episodes?: number | undefined;
  },
  context: JobContext,
): Promise<LoadedInference> {
  const { checkpoint, run, family } = model;
  const prepare = prepareContext(context, options.source, options.cacheFolder, run.seed);
  const { split, episodes } = options;
  if (episodes !== undefined && !familyDescriptor(family.id).playsGames) throw new NoGamesToPlayError(family.id);
  const inference = await family.infer(run.config, checkpoint.preprocessing, {
    ...prepare,
    split,
    ...(episodes === undefined ? {} : { episodes }),
  });
  const { parameters } = createModelStore(inference.model);
  restoreParameters(parameters, checkpoint.weights, checkpoint.folder);
  // The executor of the training, so that numbers equal those of the run.
  const { executor: id, threads, parallel = 'operations' } = checkpoint.state.engine;
  const cache = stepCache(run.config, run.codeVersion, options.cacheFolder);
  const executor = await createExecutor(id, { threads, parallel, cache });
  return { inference, parameters, executor };
}
