import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXPERIMENT_SCHEMAS } from '#contract/config/experiment';
import { elementCount } from '../../../../../src-main/engine/backend/host-tensor';
import { maskedSeq2Seq } from '../../../../../src-main/engine/families/masked-seq2seq/family';
import { trainingOptions } from '../../../../../src-main/engine/families/masked-seq2seq/training-options';

const load = (name: string) =>
  EXPERIMENT_SCHEMAS['masked-seq2seq'].parse(parse(readFileSync(`config/experiments/${name}.yaml`, 'utf8')));
const ablation = (name: string) => load(`masked-seq2seq-ablation-${name}`);

describe('ready-made experiments', () => {
  it.each([
    // 4 (38 x 64 + 64^2 + 64) + 4 (2 x 64^2 + 64) + 4 (2 x 64 + 64^2 + 64) + 4 (2 x 64^2 + 64) + 64 x 128 + 128 + 258
    ['masked-seq2seq', 26_368 + 33_024 + 17_152 + 33_024 + 8_320 + 258],
    ['masked-seq2seq-joint', 84_562],
    ['masked-seq2seq-brief', 430_978],
  ])('%s is valid and has %d parameters', (name, parameters) => {
    const model = maskedSeq2Seq.describe(load(name));
    expect(model.parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0)).toBe(parameters);
  });

  it('of the ablation differ in the mask and nothing else', () => {
    const [none, all, valid] = ['none', 'all', 'valid'].map(ablation);
    const without = ({ training, ...rest }: ReturnType<typeof load>) => ({
      ...rest,
      name: '',
      training: { ...training, normalization: '' },
    });
    expect([none, all, valid].map((config) => config!.training.normalization)).toEqual(['none', 'all', 'valid']);
    expect(without(all!)).toEqual(without(none!));
    expect(without(valid!)).toEqual(without(none!));
  });

  it('stop and choose on the holdout where there is one, else on the validation weeks, by the free-running error', () => {
    const config = load('masked-seq2seq');
    expect(trainingOptions(config, 1, ['holdout', 'validation']).monitor).toEqual({
      split: 'holdout',
      metric: 'rollout_rmse_yards',
      mode: 'min',
    });
    expect(trainingOptions(config, 1, ['validation']).monitor.split).toBe('validation');
    expect(trainingOptions(config, 1, []).monitor).toEqual({ split: 'train', metric: 'loss', mode: 'min' });
  });

  it('of the sample needs no recorded data', () => {
    expect(load('masked-seq2seq-sample').data.source).toBe('nfl-tracking-made-up');
  });
});
