import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { experimentSchema } from '#contract/config/experiment';
import { heteroGnnSchema } from '#contract/config/hetero-gnn';
import { experimentOf } from '../../../../../src-main/engine/families/experiment-of';
import { paddedLength } from '../../../../../src-main/engine/families/hetero-gnn/packing/innings-lengths';
import { trainingOptions } from '../../../../../src-main/engine/families/hetero-gnn/training-options';
import { LOADED_LIMIT } from '../../../../../src-main/engine/compiler/step/signature-cache';

const configOf = (training: object = {}) => heteroGnnSchema.parse({ family: 'hetero-gnn', training });

describe('training options', () => {
  it('scale the rate by the effective batch, linearly or by its square root, or not at all', () => {
    const rate = (learning_rate_rule: string) =>
      trainingOptions(configOf({ learning_rate: 1e-3, learning_rate_rule }), 1, 256).learningRate;
    expect(rate('none')).toBeCloseTo(1e-3, 10);
    // 256 / 64 = 4, and its root 2.
    expect(rate('linear')).toBeCloseTo(4e-3, 10);
    expect(rate('square_root')).toBeCloseTo(2e-3, 10);
  });

  it('keep a checkpoint by log loss and one by macro F1; the monitor is shipped and stops', () => {
    const byLoss = trainingOptions(configOf(), 1, 64);
    expect([byLoss.monitor.metric, byLoss.lossMonitor.metric]).toEqual(['log_loss', 'macro_f1']);
    expect(byLoss.earlyStopping).toMatchObject({ monitor: { metric: 'log_loss', mode: 'min' }, patience: 15 });
    const byScore = trainingOptions(configOf({ monitor: 'macro_f1' }), 1, 64);
    expect([byScore.monitor.metric, byScore.lossMonitor.metric]).toEqual(['macro_f1', 'log_loss']);
    expect(trainingOptions(configOf({ early_stopping_patience: 0 }), 1, 64).earlyStopping).toBeNull();
  });

  it('never look at the test part', () => {
    const { monitor, lossMonitor, earlyStopping } = trainingOptions(configOf(), 1, 64);
    for (const watched of [monitor, lossMonitor, earlyStopping!.monitor]) expect(watched.split).toBe('validation');
  });

  it('have the defaults of the brief', () => {
    const { optimizer, schedule, max_gradient_norm, epochs } = configOf().training;
    expect(optimizer).toMatchObject({ kind: 'adamw', weight_decay: 0.01, beta_1: 0.9, beta_2: 0.999 });
    expect(schedule).toMatchObject({ kind: 'cosine', warmup_fraction: 0.05 });
    expect([max_gradient_norm, epochs]).toEqual([1, 100]);
    // Naming one key keeps the others.
    expect(configOf({ optimizer: { beta_1: 0.8 } }).training.optimizer).toMatchObject({ kind: 'adamw', beta_1: 0.8 });
  });

  it('refuse a width that its heads do not divide', () => {
    const wide = (hidden_dim: number, num_heads: number) =>
      heteroGnnSchema.safeParse({ family: 'hetero-gnn', model: { hidden_dim, num_heads } });
    expect(wide(96, 8).success).toBe(true);
    expect(wide(100, 8).error?.issues[0]).toMatchObject({ path: ['model', 'hidden_dim'] });
    expect(wide(6, 2).success).toBe(false);
  });
});

describe('ready-made experiments', () => {
  const files = readdirSync('config/experiments').filter((file) => file.startsWith('hetero-gnn'));
  it.each(files)('%s is valid', (file) => {
    const experiment = experimentSchema.parse(parse(readFileSync(`config/experiments/${file}`, 'utf8')));
    expect(experimentOf('hetero-gnn', experiment).data.split).toBe('date');
  });
});

describe('lengths of packed innings', () => {
  it('are few enough to stay loaded, and each innings fits its length', () => {
    const lengths = Array.from({ length: 144 }, (_, index) => paddedLength(index + 1));
    expect(new Set(lengths).size).toBeLessThan(LOADED_LIMIT);
    lengths.forEach((length, index) => expect(length).toBeGreaterThanOrEqual(index + 1));
    expect(paddedLength(145)).toBe(168);
  });
});
