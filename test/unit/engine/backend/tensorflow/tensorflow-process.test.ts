import * as tf from '@tensorflow/tfjs-core';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { LossFunction } from '../../../../../src-main/engine/backend/executor';
import { float32 } from '../../../../../src-main/engine/backend/host-tensor';
import { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';
import { loadTensorFlow } from '../../../../../src-main/engine/backend/tensorflow/native/tensorflow-library';
import { computeOnePlusOne } from '../../../../../src-main/engine/backend/tensorflow/probe/probe-library';
import { createTensorFlowExecutor } from '../../../../../src-main/engine/backend/tensorflow/tensorflow-executor';
import { mlp } from '../../../../../src-main/engine/bench/workloads/mlp';
import { workloadBatch, workloadStore } from '../../../../../src-main/engine/bench/workloads/workload';
import { describeWithTensorFlow } from './with-tensorflow';

const MEGABYTE = 2 ** 20;
const temporary = () => mkdtempSync(path.join(tmpdir(), 'tensorflow-'));

it('names the folder without a library, and the command that adds one', async () => {
  await expect(loadTensorFlow('/nowhere')).rejects.toMatchObject({
    code: 'E-TENSORFLOW-LIBRARY-MISSING',
    message: expect.stringContaining('/nowhere') as unknown,
    nextStep: expect.stringContaining('assay engine add tensorflow') as unknown,
  });
});

it.runIf(process.platform === 'linux')('names a damaged library and why it cannot be loaded', async () => {
  const folder = temporary();
  for (const name of ['libtensorflow_framework.so.2', 'libtensorflow_cc.so.2'])
    writeFileSync(path.join(folder, name), 'x');
  await expect(loadTensorFlow(folder)).rejects.toMatchObject({
    code: 'E-TENSORFLOW-LIBRARY-UNUSABLE',
    message: expect.stringMatching(new RegExp(`in ${folder} cannot be used: .*(too short|invalid)`, 's')) as unknown,
  });
});

describeWithTensorFlow('the process', (library) => {
  it('computes one and one', async () => {
    expect(await computeOnePlusOne(library)).toEqual({ version: expect.stringMatching(/^2\.\d+/) as unknown, sum: 2 });
  });

  it('refuses another number of threads, another folder and a device that is not there', async () => {
    const executor = await createTensorFlowExecutor({ library, threads: 1, xla: false });
    await expect(createTensorFlowExecutor({ library, threads: 2, xla: false })).rejects.toMatchObject({
      code: 'E-TENSORFLOW-ALREADY-STARTED',
      message: 'TensorFlow already runs with 1 thread in this process and cannot change to 2 threads.',
    });
    await expect(createTensorFlowExecutor({ library: '/other', threads: 1, xla: false })).rejects.toMatchObject({
      code: 'E-TENSORFLOW-ALREADY-STARTED',
    });
    await expect(createTensorFlowExecutor({ library, threads: 1, xla: false, device: 'GPU:9' })).rejects.toMatchObject({
      code: 'E-TENSORFLOW-DEVICE-MISSING',
      message: expect.stringContaining('CPU:0') as unknown,
    });
    await executor.dispose();
  });

  it.each([false, true])('takes no more memory after 2,000 steps than after 500 (XLA %s)', async (xla) => {
    const workload = mlp({ rows: 16 });
    const executor = await createTensorFlowExecutor({ library, threads: 1, xla });
    const step = executor.training(workload.loss, workloadStore(workload));
    const batch = workloadBatch(workload);
    for (let index = 0; index < 500; index++) await step.run(batch);
    const before = process.memoryUsage().rss;
    for (let index = 0; index < 2000; index++) await step.run(batch);
    // The smallest result that could be lost, a bias gradient with its handle, is over half a kilobyte: 1 MB a 2,000 steps;
    // all results of a step would be 100 MB. The allowance is for garbage that V8 has not collected yet.
    expect((process.memoryUsage().rss - before) / MEGABYTE).toBeLessThan(16);
    await executor.dispose();
  });

  it('joins a long vector of gradients under XLA as it does without', async () => {
    const store = new ParameterStore(
      ['a', 'b', 'c'].map((name, index) => ({
        name,
        shape: [60_000 + index],
        trainable: true,
        decay: false,
        block: 'model',
      })),
    );
    store.values.forEach((_, index) => (store.values[index] = Math.sin(index)));
    const loss: LossFunction = (parameters) => {
      const squares = Object.values(parameters).map((parameter, index) =>
        tf.mul(tf.sum(tf.square(parameter)), index + 1),
      );
      return { loss: squares.reduce((sum, term) => tf.add(sum, term)) as tf.Scalar, outputs: {} };
    };
    const executor = await createTensorFlowExecutor({ library, threads: 1, xla: true, passing: 'vector' });
    await executor.training(loss, store).run({});
    // The gradient of k x x is 2 k x: checked at both ends of every part.
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      const [values, gradients] = [store.value(name), store.gradient(name)];
      for (const at of [0, values.length - 1]) expect(gradients[at]).toBeCloseTo(2 * (index + 1) * values[at]!, 5);
    }
    await executor.dispose();
  });

  it('names the batch value that made the loss NaN, and computes on afterwards', async () => {
    const workload = mlp({ rows: 4, widths: [3, 2, 1] });
    const executor = await createTensorFlowExecutor({ library, threads: 1, xla: false });
    const step = executor.training(workload.loss, workloadStore(workload));
    const batch = workloadBatch(workload);
    const [name, tensor] = Object.entries(batch).find(([, { dtype }]) => dtype === 'float32')!;
    const spoiled = { ...batch, [name]: float32(new Float32Array(tensor.data.length).fill(NaN), tensor.shape) };
    const { loss } = await step.run(batch);
    await expect(step.run(spoiled)).rejects.toThrow(/NaN/);
    expect((await step.run(batch)).loss).toBe(loss);
    await executor.dispose();
  });
});
