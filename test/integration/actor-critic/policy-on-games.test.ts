import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import { EnvironmentHashError, FrameStackError } from '#contract/errors/environment-errors';
import type { Executor, ForwardPass } from '../../../src-main/engine/backend/executor';
import type { ParameterStore } from '../../../src-main/engine/backend/parameter-store';
import { createExecutor } from '../../../src-main/engine/backend/registry';
import { writeExport } from '../../../src-main/engine/checkpoints/export/write-export';
import { nodeFileStore } from '../../../src-main/engine/checkpoints/file-store';
import { ENVIRONMENT_HASH } from '../../../src-main/engine/environments/territory/environment-hash';
import { DECISION_COLUMNS } from '../../../src-main/engine/families/actor-critic/evaluation/decision-rows';
import { actorCritic } from '../../../src-main/engine/families/actor-critic/family';
import type { InferenceTask } from '../../../src-main/engine/families/family';
import { plainRandomFiller } from '../../../src-main/engine/random/plain-random-filler';
import { initializeParameters } from '../../../src-main/engine/trainer/initialize-parameters';
import { createModelStore } from '../../../src-main/engine/trainer/model-store';
import { temporaryFolder } from '../../support/tiny-training';

const config = experimentSchema.parse({
  family: 'actor-critic',
  environment: { tier: 'brutal', environments: 3 },
  model: { cross_attention: 'repaired' },
  evaluation: { games: 3, selection_games: 2, linear_decisions: 1024 },
});
const context = {
  seed: 3,
  source: { name: 'territory', path: 'built-in:territory', fingerprint: '' },
  cacheFolder: mkdtempSync(path.join(tmpdir(), 'assay-cache-')),
  phase: () => {},
  signal: new AbortController().signal,
  split: null,
};
const stored = { version: 1, environmentHash: ENVIRONMENT_HASH, frameStack: 1 };

describe('a policy on the games of test', () => {
  let executor: Executor;
  let inference: InferenceTask;
  let parameters: ParameterStore;
  let forward: ForwardPass;
  beforeAll(async () => {
    executor = await createExecutor('onnxruntime', { threads: 1 });
    inference = await actorCritic.infer(config, stored, context);
    ({ parameters } = createModelStore(inference.model));
    initializeParameters(parameters, inference.model.parameters, 3, plainRandomFiller);
    forward = executor.forward(inference.model.forward, parameters);
  });
  afterAll(() => executor.dispose());

  it('gives the probabilities of every decision: they sum to 1, and the action played is an allowed one', async () => {
    const { columns, rows } = await inference.predict(forward);
    expect(columns).toEqual(DECISION_COLUMNS);
    expect(new Set(rows.map((row) => row[1])).size).toBe(3);
    for (const row of rows) {
      const probabilities = row.slice(8) as number[];
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 3);
      expect(probabilities[row[3] as number]).toBeGreaterThan(0);
    }
  });

  it('plays the same games again, by both modes, beside the baselines of the same seeds', async () => {
    const [first, second] = [await inference.evaluate('test', forward), await inference.evaluate('test', forward)];
    expect(second).toEqual(first);
    const slices = inference.slices('test', first.predictions);
    expect(slices.map(({ value, metrics }) => [value, metrics.n])).toEqual([
      ['sampled', 3],
      ['argmax', 3],
    ]);
    expect(slices[0]!.metrics['score']).toBeCloseTo(first.metrics['score']!, 12);
    expect(inference.baselines['tactician']?.test?.n).toBe(3);
  });

  it('plays as many games as are asked for', async () => {
    const more = await actorCritic.infer(config, stored, { ...context, episodes: 4 });
    const { metrics } = await more.evaluate('test', forward);
    expect([metrics.n, more.baselines['greedy']!.test!.n]).toEqual([4, 4]);
  });

  it('exported as ONNX says the same about real positions', async () => {
    const samples = inference.sampleInputs(4);
    const source = { model: inference.model, parameters, executor, samples, metadata: { family: 'actor-critic' } };
    const folder = await temporaryFolder();
    const { files, limit } = await writeExport(nodeFileStore, 'onnx', source, { folder, name: 'policy' });
    expect(files[0]!.maxAbsoluteError).toBeLessThan(Math.min(limit, 1e-4));
    const session = await InferenceSession.create(await readFile(files[0]!.path));
    expect([...session.inputNames].sort()).toEqual(['action_mask', 'globals', 'map']);
    expect(session.outputNames).toEqual(expect.arrayContaining(['log_probabilities', 'value']));
    await session.release();
  });
});

it('refuses a checkpoint of other rules, and one that sees another number of frames', async () => {
  const other = { ...stored, environmentHash: '000000000000' };
  await expect(actorCritic.infer(config, other, context)).rejects.toThrow(EnvironmentHashError);
  await expect(actorCritic.infer(config, { ...stored, frameStack: 4 }, context)).rejects.toThrow(FrameStackError);
});

it('refuses a tier that does not exist, and no games at all, naming the key', () => {
  const issues = (environment: object) =>
    experimentSchema
      .safeParse({ family: 'actor-critic', environment })
      .error!.issues.map(({ path: at }) => at.join('.'));
  expect(issues({ tier: 'impossible' })).toEqual(['environment.tier']);
  expect(issues({ environments: 0 })).toEqual(['environment.environments']);
});
