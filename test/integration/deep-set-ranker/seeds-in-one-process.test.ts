import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import { runResultSchema } from '#contract/runs';
import { nodeFileStore } from '../../../src-main/engine/checkpoints/file-store';
import { deepSetRanker } from '../../../src-main/engine/families/deep-set-ranker/family';
import { runAttempts } from '../../../src-main/worker/run-worker';
import { makeRunFolder, readEvents } from '../../support/run-folder';
import { sampleFolder } from '../../support/test-data';
import { temporaryFolder } from '../../support/tiny-training';

const SOURCE = { name: 'sample', path: sampleFolder('nba-box-scores'), fingerprint: '' };
const SEEDS = [1, 2, 3];
const config = experimentSchema.parse({
  family: 'deep-set-ranker',
  data: { train_seasons: ['2022-23'], validation_seasons: ['2023-24'] },
  training: { max_dates: 16, max_final_batches: 4 },
  // The seeds end at different epochs.
  model_a: { epochs: 5, encoder_hidden: [16, 16], attention_heads: 2, embedding_dim: 4, early_stopping_patience: 1 },
  engine: { executor: 'onnxruntime', batch_seeds: true },
});

const refuse = (error: unknown): never => {
  throw error;
};

/** Trains the seeds in workers of so many. @returns what each logged and came to, without times */
async function train(size: number) {
  const phases: string[] = [];
  const environment = {
    parent: { notify: () => {}, onCommand: () => {} },
    files: nodeFileStore,
    loadFamily: () => Promise.resolve(deepSetRanker),
  };
  const cacheFolder = await temporaryFolder();
  const folders = await Promise.all(
    SEEDS.map(async (seed) => (await makeRunFolder({ config, source: SOURCE, cacheFolder, seed })).folder),
  );
  for (let first = 0; first < folders.length; first += size) {
    const attempts = folders.slice(first, first + size).map((runFolder) => ({ runFolder, attempt: 1, token: 'token' }));
    expect(await runAttempts(environment, attempts, refuse)).toBe(0);
  }
  const runs = [];
  for (const folder of folders) {
    const events = await readEvents(folder, 1);
    phases.push(...events.flatMap((event) => (event.kind === 'phase' ? [event.name] : [])));
    const { metrics, best, epochs } = runResultSchema.parse(
      JSON.parse(await readFile(path.join(folder, 'result.json'), 'utf8')),
    );
    const values = events.flatMap((event) => {
      if (event.kind !== 'metrics') return [];
      const { samples_per_second: _, ...kept } = event.values;
      return [[event.split, event.step, kept]];
    });
    const predictions = await readFile(path.join(folder, 'predictions', 'validation.csv'), 'utf8');
    runs.push({ values, metrics, best: best?.value, epochs, predictions });
  }
  return { runs, phases };
}

it('three seeds of the ranker in one worker are their three separate runs, to the bit, from data that is read once', async () => {
  const together = await train(3);
  const apart = await train(1);
  expect(together.runs).toEqual(apart.runs);
  expect(new Set(together.runs.map(({ best }) => best)).size).toBe(3);
  const checks = (phases: readonly string[]) => phases.filter((phase) => phase === 'checking data').length;
  expect([checks(together.phases), checks(apart.phases)]).toEqual([1, 3]);
});
