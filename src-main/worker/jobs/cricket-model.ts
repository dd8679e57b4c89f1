import { NotACricketModelError } from '#contract/errors/cricket-errors';
import type { HeteroGnnConfig, HeteroGnnPreprocessing } from '#contract/config/hetero-gnn';
import type { SourceLocation } from '#contract/run-config';
import { createExecutor } from '../../engine/backend/registry';
import type { Executor } from '../../engine/backend/executor';
import type { ParameterStore } from '../../engine/backend/parameter-store';
import { restoreParameters } from '../../engine/checkpoints/parameter-tensors';
import { dataOptions } from '../../engine/families/hetero-gnn/data-options';
import type { CricketData } from '../../engine/families/hetero-gnn/data/cricket-data';
import { loadCricketData } from '../../engine/families/hetero-gnn/data/load-cricket-data';
import { familyNetwork, type FamilyNetwork } from '../../engine/families/hetero-gnn/family-network';
import { readPreprocessing } from '../../engine/families/hetero-gnn/preprocessing';
import { applyVocabulary } from '../../engine/families/hetero-gnn/vocabulary/build-vocabulary';
import { createModelStore } from '../../engine/trainer/model-store';
import { stepCache } from '../step-cache';
import { prepareContext, type JobContext } from './job-context';
import { openStoredModel, type StoredModel } from './stored-model';

/** Where a trained network of cricket is, and the data that it was trained on. */
export interface CricketModelInput {
  readonly checkpointPath: string;
  readonly source: SourceLocation;
  readonly cacheFolder: string;
}

/** A stored network of the family `hetero-gnn` beside the data of its run, split as then. */
export interface CricketModel {
  readonly stored: StoredModel;
  readonly config: HeteroGnnConfig;
  readonly preprocessing: HeteroGnnPreprocessing;
  /** Numbered by the vocabulary of the checkpoint. */
  readonly data: CricketData;
}

/** @throws NotACricketModelError, and as `openStoredModel` and `loadCricketData` */
export async function openCricketModel(input: CricketModelInput, context: JobContext): Promise<CricketModel> {
  const stored = await openStoredModel(input.checkpointPath, context);
  const { config, seed } = stored.run;
  if (config.family !== 'hetero-gnn') throw new NotACricketModelError(config.family);
  const preprocessing = readPreprocessing(stored.checkpoint.preprocessing);
  const prepare = prepareContext(context, input.source, input.cacheFolder, seed);
  const { data } = await loadCricketData(dataOptions(config), prepare);
  const vocabulary = applyVocabulary(data.archive, preprocessing.vocabulary);
  return { stored, config, preprocessing, data: { ...data, vocabulary } };
}

/** Samples of one pass of exact execution, where each is a graph of its own. */
const EXACT_SAMPLES = 32;

/** The same, ready to compute. */
export interface RunningCricketModel {
  /** Innings, or samples, of one pass. */
  readonly slots: number;
  readonly network: FamilyNetwork;
  readonly parameters: ParameterStore;
  readonly executor: Executor;
}

/**
 * Builds the network and loads its weights.
 * @param innings of one pass of packed execution
 * @throws CheckpointArchitectureError when the weights do not fit the configuration's model
 */
export async function startCricketModel(
  { stored: { run, checkpoint }, config, preprocessing, data }: CricketModel,
  innings: number,
  cacheFolder: string,
): Promise<RunningCricketModel> {
  const slots = config.model.execution === 'packed' ? innings : EXACT_SAMPLES;
  const training = { ...config.training, batch_innings: slots, batch_size: slots };
  const network = familyNetwork({ ...config, training }, data, preprocessing.classCounts);
  const { parameters } = createModelStore(network.model);
  restoreParameters(parameters, checkpoint.weights, checkpoint.folder);
  const { executor: id, threads } = checkpoint.state.engine;
  const executor = await createExecutor(id, { threads, cache: stepCache(run.config, run.codeVersion, cacheFolder) });
  return { slots, network, parameters, executor };
}
