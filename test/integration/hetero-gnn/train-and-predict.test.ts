import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import {
  ballCalibrationSchema,
  ballNeighbourhoodSchema,
  ballProbabilitiesSchema,
} from '#contract/snapshots/ball-probabilities';
import { createOnnxRuntimeExecutor } from '../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { heteroGnn } from '../../../src-main/engine/families/hetero-gnn/family';
import type { TrainingTask } from '../../../src-main/engine/families/family';
import { readStoredRun } from '../../../src-main/services/compare/predictions/stored-metric';
import { metricWhere } from '../../../src-main/services/compare/predictions/unit-sums';
import { CRICKET_SAMPLE } from '../../support/cricket-archive';
import { runTinyAttempt, temporaryFolder, type TinyAttempt } from '../../support/tiny-training';

const config = experimentSchema.parse({
  family: 'hetero-gnn',
  model: { variant: 'innings_conditional', hidden_dim: 8, num_heads: 2, num_layers: 2, dropout: 0 },
  training: { epochs: 2, batch_innings: 2, learning_rate: 5e-3, early_stopping_patience: 0 },
});

describe('training on forty real matches', () => {
  let task: TrainingTask;
  let attempt: TinyAttempt;
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-cricket-'));
  const context = () => ({
    seed: 3,
    source: { name: 'sample', path: folder, fingerprint: 'sample' },
    cacheFolder: mkdtempSync(path.join(tmpdir(), 'assay-cache-')),
    phase: () => {},
    signal: new AbortController().signal,
  });

  beforeAll(async () => {
    copyFileSync(CRICKET_SAMPLE, path.join(folder, 'sample.zip'));
    task = await heteroGnn.prepare(config, context());
    const executor = await createOnnxRuntimeExecutor({ threads: 1 });
    attempt = await runTinyAttempt({ task, executor, runFolder: await temporaryFolder() });
    await executor.dispose();
  });

  const snapshot = (name: string): unknown =>
    attempt.events.filter((event) => event.kind === 'snapshot').findLast((event) => event.name === name)!.data;

  it('learns how often each ball comes, from a uniform answer of ln 7', () => {
    expect(attempt.outcome).toEqual({ kind: 'finished', reason: 'completed' });
    const { metrics, baselines } = attempt.result!;
    expect(metrics.validation!['log_loss']).toBeLessThan(1.75);
    expect(metrics.test!.n).toBe(885);
    expect(Object.keys(baselines)).toEqual(['prior', 'table', 'logistic']);
  });

  it('stores what the regression predicts beside its own predictions', () => {
    const run = { runId: 'r-0000000001', family: 'hetero-gnn' as const, folder: attempt.runFolder };
    const { baselines, metrics } = attempt.result!;
    for (const metric of ['log_loss', 'corrected_macro_f1']) {
      const regression = readStoredRun(run, { split: 'validation', metric }, 'logistic');
      const own = readStoredRun(run, { split: 'validation', metric });
      expect(metricWhere(regression.units, () => true).value).toBeCloseTo(
        baselines['logistic']!.validation![metric]!,
        5,
      );
      expect(metricWhere(own.units, () => true).value).toBeCloseTo(metrics.validation![metric]!, 5);
    }
    expect(() => readStoredRun(run, { split: 'validation', metric: 'log_loss' }, 'table')).toThrow(
      'no predictions of a baseline table',
    );
  });

  it('keeps the best weights by log loss and by macro F1, and the last', () => {
    const roles = attempt.events.flatMap((event) => (event.kind === 'checkpoint' ? event.roles : []));
    expect(new Set(roles)).toEqual(new Set(['last', 'best-log_loss', 'best-macro_f1']));
  });

  it('shows an innings ball by ball, with probabilities that sum to 1', () => {
    const shown = ballProbabilitiesSchema.parse(snapshot('ball-probabilities'));
    expect(shown.deliveries.length).toBeGreaterThan(30);
    for (const { probabilities } of shown.deliveries)
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
  });

  it('shows what the last ball looks at: all earlier balls for the query, his own for a player', () => {
    const { delivery, relations } = ballNeighbourhoodSchema.parse(snapshot('ball-neighbourhood'));
    expect(relations.map(({ relation }) => relation)).toEqual(['faced_by', 'partnered_by', 'bowled_by', 'attends']);
    const attends = relations.find(({ relation }) => relation === 'attends')!;
    expect(attends.edges).toBe(delivery);
    const weights = attends.balls.map(({ weight }) => weight);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(weights[0]!).toBeGreaterThanOrEqual(1 / delivery - 1e-6);
  });

  it('counts each validation sample once in the confusion', () => {
    const { samples, confusion } = ballCalibrationSchema.parse(snapshot('ball-calibration'));
    expect(confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(samples);
    expect(samples).toBe(attempt.result!.metrics.validation!.n);
  });

  it('judges a source as never seen by what a checkpoint holds, regression apart', async () => {
    const inference = await heteroGnn.infer(config, task.preprocessing, { ...context(), split: null });
    expect(Object.keys(inference.baselines)).toEqual(['prior', 'table']);
    expect(inference.baselines['prior']!.test!.n).toBe(9145);
  });
});
