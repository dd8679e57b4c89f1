import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import { trajectoryForecastSchema } from '#contract/snapshots/trajectory-forecast';
import { createEagerExecutor } from '../../../src-main/engine/backend/eager/eager-executor';
import type { HostTensors } from '../../../src-main/engine/backend/host-tensor';
import { createOnnxRuntimeExecutor } from '../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { generateTracking } from '../../../src-main/engine/families/masked-seq2seq/generate/generate-tracking';
import { maskedSeq2Seq } from '../../../src-main/engine/families/masked-seq2seq/family';
import { plainRandomFiller } from '../../../src-main/engine/random/plain-random-filler';
import { drawNoise } from '../../../src-main/engine/trainer/draw-noise';
import { initializeParameters } from '../../../src-main/engine/trainer/initialize-parameters';
import { createModelStore } from '../../../src-main/engine/trainer/model-store';
import { runTinyAttempt, temporaryFolder, type TinyAttempt } from '../../support/tiny-training';

const SOURCE = mkdtempSync(path.join(tmpdir(), 'assay-tracking-'));
const DATA = { train_weeks: [1, 2, 3], validation_weeks: [4] };
const config = (change: { model?: object; training?: object; sequences?: object } = {}) =>
  experimentSchema.parse({
    family: 'masked-seq2seq',
    data: DATA,
    sequences: { max_input_len: 8, max_output_len: 20, ...change.sequences },
    model: { latent_dim: 8, dense_units: 8, joint: { width: 16, heads: 2 }, ...change.model },
    training: { batch_size: 8, epochs: 2, early_stopping_patience: 0, ...change.training },
  });
const context = () => ({
  seed: 3,
  source: { name: 'made-up', path: SOURCE, fingerprint: '' },
  cacheFolder: mkdtempSync(path.join(tmpdir(), 'assay-cache-')),
  phase: () => {},
  signal: new AbortController().signal,
});

beforeAll(() => {
  generateTracking(SOURCE, 5, { weeks: 4, plays: 48 });
});

describe('training the joint variant on made-up plays', () => {
  const joint = config({
    model: { variant: 'joint', dropout_rate: 0, joint: { width: 16, heads: 2, release_shift: 2 } },
    training: { epochs: 12, learning_rate: 1e-2, mirror: true },
  });
  let attempt: TinyAttempt;
  beforeAll(async () => {
    const task = await maskedSeq2Seq.prepare(joint, context());
    attempt = await runTinyAttempt({ task, runFolder: await temporaryFolder() });
  });

  it('beats constant velocity on plays that it has not seen', () => {
    expect(attempt.outcome).toEqual({ kind: 'finished', reason: 'completed' });
    const { metrics, baselines } = attempt.result!;
    const straight = baselines['constant_velocity']!.validation!['rollout_rmse_yards']!;
    expect(metrics.validation!['rollout_rmse_yards']!).toBeLessThan(0.9 * straight);
  });

  it('says the padding before training, and that it is a share of positions', async () => {
    const { facts } = await maskedSeq2Seq.prepare(joint, context());
    const padding = facts.filter(({ group }) => group === 'Padding');
    expect(padding[0]).toMatchObject({ label: 'Target padding, training' });
    expect(padding[0]!.value).toMatch(/^\d+\.\d % of [\d,]+ positions .* padded to 20 frames; lengths/);
    expect(padding.some(({ value }) => value.endsWith('not of time'))).toBe(true);
  });

  it('keeps a picture of every better forecast', () => {
    const last = attempt.events.filter((event) => event.kind === 'snapshot').at(-1)!;
    const picture = trajectoryForecastSchema.parse(JSON.parse(JSON.stringify(last.data)));
    expect(picture.rmseYards).toBeCloseTo(attempt.result!.metrics.validation!['rollout_rmse_yards']!, 3);
    expect(
      picture.best[0]!.players.some(({ truth, forecast }) => truth.length > 0 && truth.length === forecast.length),
    ).toBe(true);
  });

  it('forecasts every frame of every player of weeks it has not used, on the recorded field', async () => {
    const task = await maskedSeq2Seq.prepare(joint, context());
    const unused = experimentSchema.parse({ ...joint, data: { train_weeks: [1], validation_weeks: [2] } });
    const inference = await maskedSeq2Seq.infer(unused, task.preprocessing, { ...context(), split: null });
    const executor = await createEagerExecutor({ backend: 'cpu' });
    const table = await inference.predict(executor.forward(inference.model.forward, attempt.parameters));
    const at = (column: string) => table.columns.indexOf(column);
    expect(new Set(table.rows.map((row) => row[at('week')]))).toEqual(new Set([3, 4]));
    for (const row of table.rows) {
      expect(row).toHaveLength(table.columns.length);
      expect(Math.abs(Number(row[at('x')]) - Number(row[at('true_x')]))).toBeLessThan(30);
    }
  });
});

describe('evaluating a trained model', () => {
  it('draws the forecast of the split that it judges, with the error that it reports', async () => {
    const plain = config();
    const task = await maskedSeq2Seq.prepare(plain, context());
    const inference = await maskedSeq2Seq.infer(plain, task.preprocessing, { ...context(), split: 'validation' });
    const { parameters } = createModelStore(inference.model);
    initializeParameters(parameters, inference.model.parameters, 3, plainRandomFiller);
    const executor = await createEagerExecutor({ backend: 'cpu' });
    const evaluation = await inference.evaluate('validation', executor.forward(inference.model.forward, parameters));
    const [picture, ...others] = inference.snapshots!('validation', evaluation);
    expect(others).toEqual([]);
    expect(picture!.name).toBe('forecast');
    const forecast = trajectoryForecastSchema.parse(picture!.data);
    expect(forecast.split).toBe('validation');
    expect(forecast.rmseYards).toBeCloseTo(evaluation.metrics['rollout_rmse_yards']!, 3);
  });
});

/** Compiled and eager steps of every kind of network of the family, on its own batches. */
describe('a compiled step agrees with the eager one', () => {
  it.each([
    ['free, positions', {}],
    ['teacher', { training: { training_mode: 'teacher', normalization: 'all' } }],
    ['scheduled', { training: { training_mode: 'scheduled', scheduled_epochs: 1 } }],
    ['no mask, positions as target', { training: { normalization: 'none' }, sequences: { target: 'position' } }],
    ['gru, one layer, no dense', { model: { cell: 'gru', layers: 1, latent_dim: 6, dense_units: 0 } }],
    ['joint', { model: { variant: 'joint', joint: { width: 8, heads: 2 } } }],
  ])('%s', async (_, change) => {
    const task = await maskedSeq2Seq.prepare(config(change), context());
    const [batch] = task.epoch(1);
    const inputs: HostTensors = { ...batch!.inputs, ...drawNoise(batch!.noise, 3, 0, plainRandomFiller) };
    const { parameters } = createModelStore(task.model);
    initializeParameters(parameters, task.model.parameters, 3, plainRandomFiller);
    const executors = [await createEagerExecutor({ backend: 'cpu' }), await createOnnxRuntimeExecutor({ threads: 1 })];
    const steps = [];
    for (const executor of executors) {
      const step = executor.training(task.model.loss, parameters);
      const { loss } = await step.run(inputs);
      steps.push({ loss, gradients: parameters.gradients.slice() });
      step.dispose();
    }
    const [eager, compiled] = steps as [(typeof steps)[number], (typeof steps)[number]];
    expect(Math.abs(compiled.loss - eager.loss) / eager.loss).toBeLessThan(1e-5);
    const largest = eager.gradients.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    expect(largest).toBeGreaterThan(0);
    eager.gradients.forEach((value, index) => {
      if (Math.abs(value - compiled.gradients[index]!) > 1e-4 * largest)
        expect(compiled.gradients[index]).toBeCloseTo(value, 5);
    });
  });
});
