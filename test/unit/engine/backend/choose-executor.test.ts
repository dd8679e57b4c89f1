import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { chooseExecutor } from '../../../../src-main/engine/backend/choose-executor';
import { float32 } from '../../../../src-main/engine/backend/host-tensor';
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
  const { executor, choice } = await chooseExecutor({ executor: 'auto', threads: 1 }, plain);
  expect(executor.id).not.toBe('reference');
  expect(choice).toMatch(/^auto: \d+\.\d ms/);
});

it('auto names the kernel that a candidate lacks and takes one that can', async () => {
  const { executor, choice } = await chooseExecutor({ executor: 'auto', threads: 1 }, onlyOnCpu);
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
