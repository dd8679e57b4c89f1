import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import type { RunEventBody } from '#contract/events';
import type { Executor } from '../../../../../src-main/engine/backend/executor';
import { createOnnxRuntimeExecutor } from '../../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';
import type { TrainingBatch, TrainingTask } from '../../../../../src-main/engine/families/family';
import { heteroGnn } from '../../../../../src-main/engine/families/hetero-gnn/family';
import { generateMatches } from '../../../../../src-main/engine/families/hetero-gnn/generate/generate-matches';
import {
  HELD_OUT_BALL_LOGITS,
  HELD_OUT_LOGITS,
} from '../../../../../src-main/engine/families/hetero-gnn/network/logistic-residual';
import { plainRandomFiller } from '../../../../../src-main/engine/random/plain-random-filler';
import { initializeParameters } from '../../../../../src-main/engine/trainer/initialize-parameters';
import type { ControlRequest, RunControl } from '../../../../../src-main/engine/trainer/run-control';
import { runTinyAttempt, temporaryFolder } from '../../../../support/tiny-training';

const folder = mkdtempSync(path.join(tmpdir(), 'assay-residual-'));
const cacheFolder = mkdtempSync(path.join(tmpdir(), 'assay-cache-'));
const context = {
  seed: 3,
  source: { name: 'made-up', path: folder, fingerprint: 'made-up' },
  cacheFolder,
  phase: () => {},
  signal: new AbortController().signal,
};
const configOf = (model: object, training: object = {}) =>
  experimentSchema.parse({
    family: 'hetero-gnn',
    model: { hidden_dim: 8, num_heads: 2, num_layers: 1, dropout: 0, residual: 'logistic', ...model },
    training: { epochs: 2, batch_innings: 4, early_stopping_patience: 0, ...training },
  });
const storeOf = ({ model }: TrainingTask): ParameterStore => {
  const store = new ParameterStore(model.parameters);
  initializeParameters(store, model.parameters, 3, plainRandomFiller);
  return store;
};

let executor: Executor;
beforeAll(async () => {
  generateMatches(folder, 5, 20);
  executor = await createOnnxRuntimeExecutor({ threads: 1 });
  // Fits the five regressions once; every test reads them from the cache.
  await heteroGnn.prepare(configOf({}), context);
}, 240_000);
afterAll(() => executor.dispose());

/** Mean cross entropy of the held-out logits of a batch over its targets. */
function heldOutLoss({ inputs }: TrainingBatch): number {
  const [logits, labels, isTarget] = [HELD_OUT_LOGITS, 'labels', 'is_target'].map((name) => inputs[name]!.data);
  let [sum, count] = [0, 0];
  isTarget!.forEach((target, row) => {
    if (target === 0) return;
    const scores = [...logits!.subarray(row * 7, row * 7 + 7)];
    const label = labels!.subarray(row * 7, row * 7 + 7).indexOf(1);
    sum += Math.log(scores.reduce((total, score) => total + Math.exp(score), 0)) - scores[label]!;
    count += 1;
  });
  return sum / count;
}

describe('a residual on the logistic regression', () => {
  it('starts with the log loss and the decisions of the regression', async () => {
    const model = { features: 'standardized', features_to_head: true, surprises_to_head: true, head_dim: 12 };
    const task = await heteroGnn.prepare(configOf(model), context);
    const forward = executor.forward(task.model.forward, storeOf(task));
    const { metrics } = await task.evaluate('validation', forward);
    forward.dispose();
    const regression = task.baselines['logistic']!.validation!;
    for (const name of ['log_loss', 'calibrated_log_loss', 'corrected_macro_f1', 'ece'])
      expect(metrics[name]).toBeCloseTo(regression[name]!, 5);
  });

  it.each(['packed', 'exact'])('trains from answers that were fitted without the match, %s', async (execution) => {
    const config = configOf({ execution }, { batch_size: 8, id_dropout: 0 });
    const task = await heteroGnn.prepare(config, context);
    const [batch] = task.epoch(0);
    const store = storeOf(task);
    const step = executor.training(task.model.loss, store);
    const { loss } = await step.run(batch!.inputs);
    // The head starts at 0: the loss of the first step is that of the held-out answers.
    expect(loss).toBeCloseTo(heldOutLoss(batch!), 5);
    // Without them the network asks its own regression, which knows the match and is surer of it.
    const without = Object.fromEntries(Object.entries(batch!.inputs).filter(([name]) => name !== HELD_OUT_LOGITS));
    const own = executor.training(task.model.loss, store);
    expect((await own.run(without)).loss).toBeLessThan(loss);
    step.dispose();
    own.dispose();
  });

  it('asks of every ball of an exact graph what a regression without the match had said before it', async () => {
    const model = { execution: 'exact', relations: 'causal', surprises_to_head: true };
    const task = await heteroGnn.prepare(configOf(model, { batch_size: 8, id_dropout: 0 }), context);
    const packed = await heteroGnn.prepare(configOf({}, { id_dropout: 0 }), context);
    const rowsOf = ({ inputs }: TrainingBatch, name: string): Set<string> => {
      const { data } = inputs[name]!;
      return new Set(Array.from({ length: data.length / 7 }, (_, row) => data.subarray(row * 7, row * 7 + 7).join()));
    };
    const [exactBatch] = task.epoch(0);
    const ofMoments = new Set([...packed.epoch(0)].flatMap((batch) => [...rowsOf(batch, HELD_OUT_LOGITS)]));
    const ofBalls = rowsOf(exactBatch!, HELD_OUT_BALL_LOGITS);
    expect(ofBalls.size).toBeGreaterThan(100);
    for (const row of ofBalls) expect(ofMoments.has(row)).toBe(true);
    const step = executor.training(task.model.loss, storeOf(task));
    expect((await step.run(exactBatch!.inputs)).loss).toBeCloseTo(heldOutLoss(exactBatch!), 5);
    step.dispose();
  });

  it('hides from the regression whom id dropout hides', async () => {
    const shown = await heteroGnn.prepare(configOf({}, { id_dropout: 0 }), context);
    const hidden = await heteroGnn.prepare(configOf({}, { id_dropout: 0.9 }), context);
    const [[a], [b]] = [[...shown.epoch(0)], [...hidden.epoch(0)]];
    const rows = a!.inputs['features']!.shape[0]!;
    // The first ball of an innings is no sample, so nothing is asked of the regression there.
    const isSample = (at: number) => a!.inputs['is_target']!.data[at % rows] === 1;
    const at = a!.inputs['players']!.data.findIndex(
      (id, index) => isSample(index) && id !== b!.inputs['players']!.data[index],
    );
    const row = at % rows;
    expect(at).toBeGreaterThanOrEqual(0);
    const logits = [a, b].map((batch) => [...batch!.inputs[HELD_OUT_LOGITS]!.data.subarray(row * 7, row * 7 + 7)]);
    expect(logits[0]).not.toEqual(logits[1]);
  });

  it('stores what standardises the numbers: mean 0 and deviation 1 over the training part', async () => {
    const task = await heteroGnn.prepare(configOf({ features: 'standardized' }), context);
    const store = storeOf(task);
    const [mean, scale] = ['mean', 'scale'].map((name) => store.value(`encoder.features.${name}`)[0]!);
    // Column 0 of the 59: the runs of the innings so far.
    const values = [...task.epoch(0)].flatMap(({ inputs }) => {
      const { data } = inputs['features']!;
      return [...inputs['is_target']!.data].flatMap((target, row) =>
        target === 1 ? [(data[row * 59]! - mean!) * scale!] : [],
      );
    });
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
    expect(average).toBeCloseTo(0, 4);
    expect(variance).toBeCloseTo(1, 3);
  });

  it('never moves the regression, and stores it with the weights', async () => {
    const task = await heteroGnn.prepare(configOf({}, { epochs: 1 }), context);
    const first = storeOf(task);
    const { parameters } = await runTinyAttempt({ task, executor, runFolder: await temporaryFolder() });
    for (const { name, block, trainable } of parameters.slots) {
      expect(trainable).toBe(block !== 'regression');
      if (block === 'regression') expect(parameters.value(name)).toEqual(first.value(name));
    }
    expect(parameters.value('regression.striker.table').some((value) => value !== 0)).toBe(true);
    expect(parameters.value('head.2.weight').some((value) => value !== 0)).toBe(true);
  });

  it('goes on after an interruption to the same bits', async () => {
    const config = configOf({ dropout: 0.1 });
    const whole = await runTinyAttempt({
      task: await heteroGnn.prepare(config, context),
      executor,
      runFolder: await temporaryFolder(),
    });
    const runFolder = await temporaryFolder();
    const task = await heteroGnn.prepare(config, context);
    let request: ControlRequest = { kind: 'run' };
    const control: RunControl = {
      get request() {
        return request;
      },
      whenNotPaused: () => Promise.resolve(),
    };
    const onEvent = (event: RunEventBody): void => {
      const isLate = event.kind === 'metrics' && event.step >= task.stepsPerEpoch + 2;
      if (isLate) request = { kind: 'stop', reason: 'interrupted' };
    };
    const stopped = await runTinyAttempt({ task, executor, runFolder, control, onEvent });
    expect(stopped.outcome.kind).toBe('interrupted');
    const resumed = await runTinyAttempt({ task: await heteroGnn.prepare(config, context), executor, runFolder });
    expect(resumed.parameters.values).toEqual(whole.parameters.values);
  });
});
