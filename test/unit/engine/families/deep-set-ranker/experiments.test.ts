import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXPERIMENT_SCHEMAS, type ExperimentConfig } from '#contract/config/experiment';
import { elementCount } from '../../../../../src-main/engine/backend/host-tensor';
import { deepSetRanker } from '../../../../../src-main/engine/families/deep-set-ranker/family';
import { trainingOptions } from '../../../../../src-main/engine/families/deep-set-ranker/training-options';

const load = (name: string) =>
  EXPERIMENT_SCHEMAS['deep-set-ranker'].parse(parse(readFileSync(`config/experiments/${name}.yaml`, 'utf8')));
const parametersOf = (config: ExperimentConfig): number =>
  deepSetRanker.describe(config).parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0);

describe('ready-made experiments', () => {
  it.each([
    ['deep-set-ranker', 47_393],
    ['run-021', 47_393],
    // Each fact of the team widens the first layer by 128, the residual adds one.
    ['deep-set-ranker-team-facts', 47_393 + 512 + 1],
    ['sample', 47_393 + 384 + 1],
  ])('%s is valid and has %d parameters', (name, parameters) => {
    expect(parametersOf(load(name))).toBe(parameters);
  });

  it('run-021 has the settings of the brief', () => {
    const { model_a, training } = load('run-021');
    expect(model_a).toMatchObject({
      stat_dim: 17,
      epochs: 28,
      early_stopping_patience: 0,
      attention_heads: 4,
      minutes_bias_weight: 0.3,
      minutes_sum_min: 1e-6,
    });
    expect(training).toMatchObject({ rolling_windows: [10, 30], max_final_batches: 50, listmle_target: 'final_rank' });
  });

  it.each(['deep-set-ranker', 'deep-set-ranker-team-facts', 'run-021', 'sample'])(
    '%s neither stops nor chooses weights on the seasons that judge it',
    (name) => {
      const config = load(name);
      const { monitor, lossMonitor, earlyStopping } = trainingOptions(
        config,
        1,
        config.model_a.early_stopping_patience > 0,
      );
      for (const watched of [monitor, lossMonitor, earlyStopping?.monitor])
        expect(['train', 'holdout', undefined]).toContain(watched?.split);
    },
  );

  it('ships the weights with the lowest holdout loss, and without a holdout those with the lowest training loss', () => {
    expect(trainingOptions(load('deep-set-ranker'), 1, true).monitor).toEqual({
      split: 'holdout',
      metric: 'loss',
      mode: 'min',
    });
    expect(trainingOptions(load('run-021'), 1, false)).toMatchObject({
      monitor: { split: 'train', metric: 'loss' },
      earlyStopping: null,
    });
  });
});
