import { readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import type { RunEvent } from '#contract/events';
import type { LossFunction } from '../../../src-main/engine/backend/executor';
import { nodeFileStore } from '../../../src-main/engine/checkpoints/file-store';
import { runAttempt } from '../../../src-main/worker/run-worker';
import { stepCache } from '../../../src-main/worker/step-cache';
import { makeRunFolder, readEvents } from '../../support/run-folder';
import { tinyFamily } from '../../support/tiny-family';
import { temporaryFolder } from '../../support/tiny-training';

const experiment = (changes: object = {}) =>
  experimentSchema.parse({
    family: 'deep-set-ranker',
    data: { train_seasons: ['2022-23'] },
    engine: { executor: 'onnxruntime' },
    ...changes,
  });

let cacheFolder: string;
beforeEach(async () => {
  cacheFolder = await temporaryFolder();
});

const warnings = (events: readonly RunEvent[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'log' && event.level === 'warning' ? [event.message] : []));

/** Trains the tiny family for 12 steps in this process. @returns how often the model's loss was traced, and the warnings in the run's log */
async function train(seed: number): Promise<{ readonly traces: number; readonly log: readonly string[] }> {
  let traces = 0;
  const { folder } = await makeRunFolder({ seed, cacheFolder, config: experiment() });
  const family = tinyFamily({ options: { epochs: 2 } });
  const environment = {
    parent: { notify: () => {}, onCommand: () => {} },
    files: nodeFileStore,
    loadFamily: async () => ({
      ...family,
      prepare: async (...given: Parameters<typeof family.prepare>) => {
        const task = await family.prepare(...given);
        const loss: LossFunction = (parameters, inputs) => {
          traces++;
          return task.model.loss(parameters, inputs);
        };
        return { ...task, model: { ...task.model, loss } };
      },
    }),
  };
  expect(await runAttempt(environment, folder, 1, 'token')).toBe(0);
  const events = await readEvents(folder, 1);
  return { traces, log: warnings(events) };
}

it('a second seed of a configuration starts without tracing the model', async () => {
  expect(await train(1)).toEqual({ traces: 2, log: [] });
  expect(await train(2)).toEqual({ traces: 0, log: [] });
});

it('a damaged step is compiled again, and the log of the run says so', async () => {
  await train(1);
  const folder = path.join(cacheFolder, 'compiled-steps');
  const names = await readdir(folder);
  for (const name of names) await writeFile(path.join(folder, name), 'no step');
  const { traces, log } = await train(1);
  expect(traces).toBe(2);
  expect(log).toHaveLength(names.length);
  expect(log[0]).toMatch(/^The compiled step .*\.step is damaged; it is compiled again\.$/);
  for (const name of names) expect((await stat(path.join(folder, name))).size).toBeGreaterThan(100);
});

it('the identity follows program and model, not seeds, names or the engine', () => {
  const identity = (changes: object, version = '1') => stepCache(experiment(changes), version, cacheFolder).identity;
  const same = [{ seeds: [1, 2] }, { name: 'Other' }, { engine: { executor: 'auto', threads: 2 } }];
  for (const changes of same) expect(identity(changes)).toBe(identity({}));
  expect(identity({}, '2')).not.toBe(identity({}));
  expect(identity({ training: { roster_size: 12 } })).not.toBe(identity({}));
});
