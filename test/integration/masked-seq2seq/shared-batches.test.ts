import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { engineConfigSchema } from '#contract/config/engine';
import { experimentSchema } from '#contract/config/experiment';
import { createOnnxRuntimeExecutor } from '../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { nodeFileStore } from '../../../src-main/engine/checkpoints/file-store';
import { findNewestCheckpoint } from '../../../src-main/engine/checkpoints/find-checkpoints';
import { generateTracking } from '../../../src-main/engine/families/masked-seq2seq/generate/generate-tracking';
import { maskedSeq2Seq } from '../../../src-main/engine/families/masked-seq2seq/family';
import { plainRandomFiller } from '../../../src-main/engine/random/plain-random-filler';
import { createModelStore } from '../../../src-main/engine/trainer/model-store';
import { selectExecutor } from '../../../src-main/worker/select-executor';
import { stopAfter } from '../../support/stop-after';
import { runTinyAttempt, temporaryFolder } from '../../support/tiny-training';

const SOURCE = mkdtempSync(path.join(tmpdir(), 'assay-tracking-'));
const CONFIG = experimentSchema.parse({
  family: 'masked-seq2seq',
  data: { train_weeks: [1], validation_weeks: [2] },
  sequences: { max_input_len: 6, max_output_len: 10 },
  model: { latent_dim: 6, dense_units: 6, dropout_rate: 0.2 },
  training: { batch_size: 8, epochs: 2, early_stopping_patience: 0, bucket_frames: null },
});
const prepare = () =>
  maskedSeq2Seq.prepare(CONFIG, {
    seed: 3,
    source: { name: 'made-up', path: SOURCE, fingerprint: '' },
    cacheFolder: mkdtempSync(path.join(tmpdir(), 'assay-cache-')),
    phase: () => {},
    signal: new AbortController().signal,
  });

/** Trains in a folder, with threads that share batches. */
async function train(runFolder: string, stopping: Partial<ReturnType<typeof stopAfter>> = {}) {
  const executor = await createOnnxRuntimeExecutor({ threads: 2, parallel: 'batch' });
  try {
    return await runTinyAttempt({ task: await prepare(), runFolder, executor, ...stopping });
  } finally {
    await executor.dispose();
  }
}

beforeAll(() => {
  generateTracking(SOURCE, 5, { weeks: 2, plays: 8 });
});

describe('a run whose threads share batches', () => {
  it('has the same bits when it is run again, and when it is stopped and resumed', async () => {
    const whole = await train(await temporaryFolder());
    const again = await train(await temporaryFolder());
    expect(again.parameters.values).toEqual(whole.parameters.values);
    const folder = await temporaryFolder();
    expect((await train(folder, stopAfter(1))).outcome.kind).toBe('interrupted');
    expect((await train(folder)).parameters.values).toEqual(whole.parameters.values);
  });

  it('goes on as it began, without measuring anew', async () => {
    const folder = await temporaryFolder();
    await train(folder, stopAfter(1));
    const { checkpoint } = await findNewestCheckpoint(nodeFileStore, path.join(folder, 'checkpoints'));
    const task = await prepare();
    const { parameters } = createModelStore(task.model);
    const choiceFor = async (shared: { readonly parallel?: 'batch' }) => {
      const engine = { ...checkpoint!.state.engine, threads: 2, ...shared };
      const start = {
        kind: 'resume' as const,
        checkpoint: { ...checkpoint!, state: { ...checkpoint!.state, engine } },
      };
      const context = { task, parameters, filler: plainRandomFiller, surroundings: {}, start };
      const chosen = await selectExecutor(engineConfigSchema.parse({ threads: 2 }), context);
      await chosen.executor.dispose();
      return chosen.engine;
    };
    expect(await choiceFor({ parallel: 'batch' })).toMatchObject({
      parallel: 'batch',
      choice: 'as the first attempt: onnxruntime',
    });
    expect(await choiceFor({})).not.toHaveProperty('parallel');
  });
});
