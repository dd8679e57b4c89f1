import type { DeepSetRankerConfig, DeepSetRankerPreprocessing } from '#contract/config/deep-set-ranker';
import type { EvaluationSplit } from '#contract/ids';
import type { InferenceTask } from '../family';
import { baselineMetrics } from './evaluation/baselines';
import { evaluateSplit } from './evaluation/evaluate-split';
import { predictionRows, toPredictionTable } from './evaluation/prediction-rows';
import { scoreLists } from './evaluation/score-lists';
import { predictionSlices } from './evaluation/slices';
import { standardize } from './features/standardize';
import { createNetwork } from './network/network';
import { networkShape } from './network/network-shape';
import { batchInputs } from './ranking-data/batch-inputs';
import type { BatchSource } from './ranking-data/batch-inputs';
import type { RankingData } from './ranking-data/ranking-data';

/**
 * A trained model on data. Takes the data over: its statistics are standardised in place, with the numbers of the
 * checkpoint.
 *
 * @param splits parts of the data to judge; predictions are made for their lists
 */
export function createInferenceTask(
  config: DeepSetRankerConfig,
  data: RankingData,
  preprocessing: DeepSetRankerPreprocessing,
  splits: readonly EvaluationSplit[],
): InferenceTask {
  standardize(data.encoded, preprocessing.statistics);
  const { shape } = data.encoded;
  const network = networkShape(config, shape.statistics);
  const source: BatchSource = { encoded: data.encoded, network, winRate: preprocessing.winRate };
  const lists = splits.flatMap((split) => data.parts[split]);
  return {
    model: createNetwork(network, shape.teams, shape.players),
    splits,
    evaluate: (split, forward) => evaluateSplit(data, source, split, forward),
    baselines: baselineMetrics(data, splits),
    slices: (_, predictions) => predictionSlices(predictions),
    async predict(forward) {
      const scored = await scoreLists(source, lists, forward);
      return toPredictionTable(scored.flatMap(({ list, scores }) => predictionRows(data, list, scores, false)));
    },
    sampleInputs: (count) => lists.slice(0, count).map((list) => batchInputs(source, [list])),
  };
}
