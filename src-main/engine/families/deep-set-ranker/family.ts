import type { DeepSetRankerConfig, DeepSetRankerPreprocessing } from '#contract/config/deep-set-ranker';
import type { ExperimentConfig } from '#contract/config/experiment';
import type { EvaluationSplit } from '#contract/ids';
import { experimentOf } from '../experiment-of';
import type { Family, InferenceTask, PrepareContext } from '../family';
import { sharedAmongSeeds } from '../shared-values';
import { checkBoxScoreSource } from './check-source';
import { statisticNames } from './features/statistic-names';
import { generateBoxScores } from './generate/generate-box-scores';
import { createInferenceTask } from './inference-task';
import { createNetwork } from './network/network';
import { networkShape, type NetworkShape } from './network/network-shape';
import { probeBatch } from './network/probe-batch';
import { createEnsembleTask } from './pipeline/ensemble-task';
import { teamRankingPipeline } from './pipeline/team-ranking-pipeline';
import { readPreprocessing } from './preprocessing';
import { configuredSplit } from './ranking-data/build-ranking-data';
import type { RankingData } from './ranking-data/ranking-data';
import { loadRankingData } from './ranking-data/load-ranking-data';
import { createTrainingTask, prepareTraining, splitsWithLists } from './training-task';
import { unseenSplit } from './unseen-split';

/** Teams of a conference, for a description without data. */
const USUAL_TEAMS = 15;

/** The set-attention ranker of teams. See docs/families/deep-set-ranker.md. */
export const deepSetRanker: Family = {
  id: 'deep-set-ranker',

  async prepare(experiment, context) {
    const config = ofFamily(experiment);
    const splitter = { name: 'configured', splitter: configuredSplit(config) } as const;
    const prepared = await sharedAmongSeeds(context, 'lists', async () =>
      prepareTraining(config, await loadRankingData(config, context, splitter)),
    );
    return createTrainingTask(config, prepared, context.seed);
  },

  pipeline(experiment, context, trainer) {
    const config = ofFamily(experiment);
    return config.pipeline === 'none' ? null : teamRankingPipeline(config, context, trainer);
  },

  describe(experiment) {
    const config = ofFamily(experiment);
    return createNetwork(shapeWithoutData(config), USUAL_TEAMS, config.training.roster_size);
  },

  probe(experiment, samples) {
    const config = ofFamily(experiment);
    return probeBatch(shapeWithoutData(config), samples, USUAL_TEAMS, config.training.roster_size);
  },

  async infer(experiment, stored, context) {
    const config = ofFamily(experiment);
    const preprocessing = readPreprocessing(stored, config);
    if (context.split === null) {
      const { data } = await loadRankingData(config, context, { name: 'unseen', splitter: unseenSplit(config) });
      return inferenceTask(config, data, preprocessing, ['test'], context);
    }
    return inferSplit(config, preprocessing, context, context.split);
  },

  checkSource: (path) => Promise.resolve().then(() => checkBoxScoreSource(path)),

  generateSource: (directory, seed) => Promise.resolve().then(() => generateBoxScores(directory, seed)),
};

async function inferSplit(
  config: DeepSetRankerConfig,
  preprocessing: ReturnType<typeof readPreprocessing>,
  context: PrepareContext,
  split: EvaluationSplit,
) {
  const { data } = await loadRankingData(config, context, { name: 'configured', splitter: configuredSplit(config) });
  const splits = splitsWithLists(data).filter((held) => held === split);
  return inferenceTask(config, data, preprocessing, splits, context);
}

/** Of the network alone, or of the ensemble when the checkpoint holds one. */
function inferenceTask(
  config: DeepSetRankerConfig,
  data: RankingData,
  preprocessing: DeepSetRankerPreprocessing,
  splits: readonly EvaluationSplit[],
  context: PrepareContext,
): InferenceTask {
  const { ensemble } = preprocessing;
  return ensemble
    ? createEnsembleTask(config, data, { ...preprocessing, ensemble }, splits, context)
    : createInferenceTask(config, data, preprocessing, splits);
}

const shapeWithoutData = (config: DeepSetRankerConfig): NetworkShape =>
  networkShape(config, config.model_a.stat_dim ?? statisticNames(config.training).length);

const ofFamily = (experiment: ExperimentConfig): DeepSetRankerConfig => experimentOf('deep-set-ranker', experiment);
