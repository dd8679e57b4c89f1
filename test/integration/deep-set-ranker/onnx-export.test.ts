import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import type { ExecutorId } from '#contract/ids';
import { createExecutor } from '../../../src-main/engine/backend/registry';
import { writeExport } from '../../../src-main/engine/checkpoints/export/write-export';
import { nodeFileStore } from '../../../src-main/engine/checkpoints/file-store';
import { deepSetRanker } from '../../../src-main/engine/families/deep-set-ranker/family';
import { createWasmRandomFiller } from '../../../src-main/engine/random/wasm-random-filler';
import { initializeParameters } from '../../../src-main/engine/trainer/initialize-parameters';
import { createModelStore } from '../../../src-main/engine/trainer/model-store';
import { sampleFolder } from '../../support/test-data';
import { temporaryFolder } from '../../support/tiny-training';

const config = experimentSchema.parse({
  family: 'deep-set-ranker',
  data: { train_seasons: ['2022-23'], validation_seasons: ['2023-24'] },
  training: { max_dates: 10, max_final_batches: 4 },
  model_a: { win_rate_residual: true },
});
const context = {
  seed: 3,
  source: { name: 'sample', path: sampleFolder('nba-box-scores'), fingerprint: '' },
  cacheFolder: mkdtempSync(path.join(tmpdir(), 'assay-cache-')),
  phase: () => {},
  signal: new AbortController().signal,
};

it.each(['onnxruntime', 'reference'] as const satisfies readonly ExecutorId[])(
  'the ranker exported as ONNX scores real lists as the %s executor does',
  async (id) => {
    const { preprocessing } = await deepSetRanker.prepare(config, context);
    const inference = await deepSetRanker.infer(config, preprocessing, { ...context, split: 'validation' });
    const { parameters } = createModelStore(inference.model);
    initializeParameters(parameters, inference.model.parameters, 3, createWasmRandomFiller());
    const executor = await createExecutor(id, { threads: 1 });
    const samples = inference.sampleInputs(4);
    const source = { model: inference.model, parameters, executor, samples, metadata: { family: 'deep-set-ranker' } };
    const folder = await temporaryFolder();

    const { files, limit } = await writeExport(nodeFileStore, 'onnx', source, { folder, name: 'ranker' });

    await executor.dispose();
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ path: path.join(folder, 'ranker.onnx'), samples: samples.length });
    expect(files[0]!.maxAbsoluteError).toBeLessThan(1e-5);
    expect(files[0]!.maxAbsoluteError).toBeLessThan(limit);
    const session = await InferenceSession.create(await readFile(files[0]!.path));
    expect(session.inputNames).toEqual(expect.arrayContaining(['embedding_indices', 'player_stats', 'win_rate']));
    expect(session.outputNames).toContain('scores');
    await session.release();
  },
);
