import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StaleStepError } from '#contract/errors/compiler-errors';
import type { ForwardFunction, LossFunction } from '../../../../src-main/engine/backend/executor';
import { float32 } from '../../../../src-main/engine/backend/host-tensor';
import { createOnnxRuntimeExecutor } from '../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { ParameterStore } from '../../../../src-main/engine/backend/parameter-store';
import { lstm } from '../../../../src-main/engine/bench/workloads/lstm';
import { workloadBatch, workloadStore } from '../../../../src-main/engine/bench/workloads/workload';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-steps-'));
});
afterEach(() => rm(folder, { recursive: true }));

let warnings: string[];
beforeEach(() => {
  warnings = [];
});
const onWarning = (message: string) => warnings.push(message);

const batch = { x: float32(Float32Array.of(1, 2), [2]) };

/** Counts how often the model's code is run; computes factor times the dot product of w and x. */
function countingModel(factor = 1) {
  const state = { traces: 0 };
  const loss: LossFunction = ({ w }, { x }) => {
    state.traces++;
    return { loss: tf.mul<tf.Scalar>(tf.sum(tf.mul(w!, x!)), factor), outputs: {} };
  };
  return { state, loss };
}

function weights(): ParameterStore {
  const store = new ParameterStore([{ name: 'w', shape: [2], trainable: true, decay: false, block: 'model' }]);
  store.value('w').set([3, 4]);
  return store;
}

/** Runs steps in a fresh executor, as a new process would. @returns the last loss */
async function runOnce(loss: LossFunction, steps = 1, identity = 'model 1'): Promise<number> {
  const executor = await createOnnxRuntimeExecutor({ threads: 1, cache: { folder, identity }, onWarning });
  const store = weights();
  const step = executor.training(loss, store);
  try {
    let last = 0;
    for (let index = 0; index < steps; index++) last = (await step.run(batch)).loss;
    expect(Array.from(store.gradient('w'))[1]).toBe(last === 0 ? 0 : last / 5.5);
    return last;
  } finally {
    await executor.dispose();
  }
}

describe('compiled steps on disk', () => {
  it('start again without running the model’s code', async () => {
    const first = countingModel();
    expect(await runOnce(first.loss)).toBe(11);
    expect(first.state.traces).toBe(2);
    const second = countingModel();
    expect(await runOnce(second.loss)).toBe(11);
    expect(second.state.traces).toBe(0);
    expect(warnings).toEqual([]);
  });

  it('start forward passes too', async () => {
    let traces = 0;
    const forward: ForwardFunction = ({ w }, { x }) => {
      traces++;
      return { y: tf.mul(w!, x!) };
    };
    for (const expected of [2, 2]) {
      const executor = await createOnnxRuntimeExecutor({ threads: 1, cache: { folder, identity: '' }, onWarning });
      const { y } = await executor.forward(forward, weights()).run(batch);
      expect([Array.from(y!.data), traces]).toEqual([[3, 8], expected]);
      await executor.dispose();
    }
  });

  it('take less time than compiling', async () => {
    const model = lstm({ width: 8, batch: 2, inputSteps: 20, outputSteps: 10, features: 3, headWidth: 4 });
    const firstStepMs: number[] = [];
    for (let start = 0; start < 2; start++) {
      const executor = await createOnnxRuntimeExecutor({ threads: 1, cache: { folder, identity: '' }, onWarning });
      const step = executor.training(model.loss, workloadStore(model));
      const started = performance.now();
      await step.run(workloadBatch(model));
      firstStepMs.push(performance.now() - started);
      await executor.dispose();
    }
    expect(firstStepMs[1]! / firstStepMs[0]!).toBeLessThan(0.7);
  });

  it('are done without where the folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    folder = join(folder, 'file');
    expect(await runOnce(countingModel().loss)).toBe(11);
    expect(warnings).toEqual([expect.stringMatching(/^The compiled step is not kept for the next start: E/)]);
    folder = dirname(folder);
  });

  it('are kept apart by identity', async () => {
    expect(await runOnce(countingModel(1).loss, 1, 'model 1')).toBe(11);
    expect(await runOnce(countingModel(2).loss, 1, 'model 2')).toBe(22);
  });

  it('that no longer are the model are found when the step is verified', async () => {
    await runOnce(countingModel(1).loss);
    await expect(runOnce(countingModel(2).loss, 16)).rejects.toBeInstanceOf(StaleStepError);
  });

  it('that are damaged are compiled again', async () => {
    await runOnce(countingModel().loss);
    const [name] = await readdir(folder);
    const path = join(folder, name!);
    const bytes = await readFile(path);
    bytes[bytes.length - 5]! ^= 1;
    await writeFile(path, bytes);
    const model = countingModel();
    expect(await runOnce(model.loss)).toBe(11);
    expect(model.state.traces).toBe(2);
    await writeFile(path, '');
    expect(await runOnce(countingModel().loss)).toBe(11);
    const damaged = `The compiled step ${path} is damaged; it is compiled again.`;
    expect(warnings).toEqual([damaged, damaged]);
    const repaired = countingModel();
    expect(await runOnce(repaired.loss)).toBe(11);
    expect(repaired.state.traces).toBe(0);
  });
});
