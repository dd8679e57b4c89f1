import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { engineConfigSchema } from '#contract/config/engine';
import { rowsOfSamples } from '../../../../src-main/engine/backend/batch-parts';
import { chooseExecutor } from '../../../../src-main/engine/backend/choose-executor';
import { float32, type HostTensors } from '../../../../src-main/engine/backend/host-tensor';
import { ParameterStore } from '../../../../src-main/engine/backend/parameter-store';
import { createExecutor } from '../../../../src-main/engine/backend/registry';

const store = () => new ParameterStore([{ name: 'w', shape: [2], trainable: true, decay: true, block: 'w' }]);
const inputs = { x: float32(new Float32Array([1, 2]), [2]) };
const plain = {
  parameters: store(),
  inputs,
  loss: (p: Record<string, tf.Tensor>) => ({ loss: tf.sum<tf.Scalar>(p['w']!), outputs: {} }),
};
/** The gradient of a depthwise convolution exists on the reference executor only. */
const onlyOnCpu = {
  ...plain,
  loss: (p: Record<string, tf.Tensor>) => {
    const filter = tf.reshape<tf.Rank.R4>(p['w']!, [1, 1, 2, 1]);
    return {
      loss: tf.sum<tf.Scalar>(tf.depthwiseConv2d(tf.ones<tf.Rank.R4>([1, 1, 1, 2]), filter, 1, 'valid')),
      outputs: {},
    };
  },
};

it('auto measures and says what it measured', async () => {
  const { executor, choice } = await chooseExecutor(engineConfigSchema.parse({ executor: 'auto' }), plain);
  expect(executor.id).not.toBe('reference');
  expect(choice).toMatch(/^auto: \d+\.\d ms/);
});

it('auto names the kernel that a candidate lacks and takes one that can', async () => {
  const { executor, choice } = await chooseExecutor(engineConfigSchema.parse({ executor: 'auto' }), onlyOnCpu);
  expect(executor.id).not.toBe('wasm');
  expect(choice).toContain('wasm failed: The executor wasm has no kernel DepthwiseConv2dNativeBackprop');
});

it('a named executor that is missing is an error with what to do', async () => {
  await expect(createExecutor('tfjs-node', { threads: 1 })).rejects.toMatchObject({
    code: 'E-ENGINE-EXECUTOR-UNAVAILABLE',
    exitCode: 69,
    nextStep: expect.stringContaining('assay engine add tfjs-node') as string,
  });
});

/** A mean over the rows of a batch that can be cut in half. */
const mean = {
  parameters: store(),
  inputs: { x: float32(new Float32Array([1, 2, 3, 4]), [2, 2]) },
  loss: (p: Record<string, tf.Tensor>, { x }: Record<string, tf.Tensor>) => ({
    loss: tf.mean<tf.Scalar>(tf.mul(x!, p['w']!)),
    outputs: {},
  }),
  cut: ({ x }: HostTensors) =>
    [0, 1].map((from) => ({ inputs: { x: rowsOfSamples(x!, { batch: 2, from, count: 1 }) }, weight: 0.5 })),
};

it('also measures threads that share the batch, where the model can cut it', async () => {
  const config = engineConfigSchema.parse({ executor: 'onnxruntime', threads: 2 });
  const { executor, parallel, choice } = await chooseExecutor(config, mean);
  const other = parallel === 'batch' ? '(onnxruntime)' : '(onnxruntime, batch shared)';
  expect(choice).toMatch(/^explicit: \d+\.\d ms/);
  expect(choice).toContain(other);
  await executor.dispose();
});

it('threads share the batch when they are told to', async () => {
  const config = engineConfigSchema.parse({ executor: 'onnxruntime', threads: 2, parallel: 'batch' });
  const { executor, parallel, choice } = await chooseExecutor(config, mean);
  expect([parallel, choice]).toEqual(['batch', 'explicit']);
  await executor.training(mean.loss, mean.parameters, mean.cut).run(mean.inputs);
  // The mean of four numbers: a quarter of the sum of each column.
  expect(Array.from(mean.parameters.gradients)).toEqual([1, 1.5]);
  await executor.dispose();
});

it('says so when the batches of a model cannot be shared', async () => {
  const config = engineConfigSchema.parse({ executor: 'onnxruntime', threads: 2, parallel: 'batch' });
  await expect(chooseExecutor(config, plain)).rejects.toMatchObject({
    code: 'E-ENGINE-BATCH-NOT-SHARED',
    nextStep: expect.stringContaining('engine.parallel') as string,
  });
});
