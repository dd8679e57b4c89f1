import type { DeepSetRankerConfig } from '#contract/config/deep-set-ranker';
import type { PipelineStep } from '../../../pipeline/step';
import {
  fitRandomForest,
  predictRandomForest,
  RANDOM_FOREST_DEFAULTS,
  type RandomForest,
} from '../../../tabular/random-forest';
import type { PipelineData } from './pipeline-data';
import { tabularStep } from './tabular-step';

/** A random forest on the team features. */
export function modelCStep(config: DeepSetRankerConfig, seed: number, data: PipelineData): PipelineStep {
  const { n_estimators, max_depth, min_samples_leaf, max_features, linear_base } = config.model_c;
  const options = {
    ...RANDOM_FOREST_DEFAULTS,
    trees: n_estimators,
    maxDepth: max_depth,
    minimumLeafRows: min_samples_leaf,
    featureFraction: max_features,
  };
  return tabularStep(config, seed, data, {
    step: 'Model C',
    member: 'model_c',
    column: 'oof_rf',
    file: 'oof_model_c.csv',
    settings: { ...config.model_c },
    version: 1,
    hasLinearBase: linear_base,
    fit: ({ table }, target, fitSeed, { signal }) => fitRandomForest(table, target, options, { seed: fitSeed, signal }),
    predict: (forest, table) => predictRandomForest(forest as RandomForest, table),
  });
}
