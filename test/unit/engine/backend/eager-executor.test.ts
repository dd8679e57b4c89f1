import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createEagerExecutor } from '../../../../src-main/engine/backend/eager/eager-executor';
import type { ForwardFunction, LossFunction } from '../../../../src-main/engine/backend/executor';
import { float32, int32 } from '../../../../src-main/engine/backend/host-tensor';
import { ParameterStore, type ParameterSpec } from '../../../../src-main/engine/backend/parameter-store';
import { expectNoTensorLeak } from '../../../support/no-tensor-leak';

const parameter = (name: string, shape: readonly number[], trainable = true): ParameterSpec => ({
  name,
  shape,
  trainable,
  decay: true,
  block: 'line',
});

/** y = x w + b over two rows; mean squared error. */
const lineStore = () => {
  const store = new ParameterStore([
    parameter('scale', [], false),
    parameter('w', [2, 1]),
    parameter('b', [1]),
    parameter('unused', [3]),
  ]);
  store.value('w').set([1, 2]);
  store.value('b').set([0.5]);
  store.value('scale').set([1]);
  store.gradients.fill(99);
  return store;
};
const predict: ForwardFunction = (p, { x }) => ({
  y: tf.add(tf.matMul(x as tf.Tensor2D, p['w'] as tf.Tensor2D), p['b']!),
});
const loss: LossFunction = (p, inputs) => {
  const y = predict(p, inputs)['y']!;
  return { loss: tf.mean<tf.Scalar>(tf.square(tf.sub(y, inputs['target']!))), outputs: { y } };
};
const batch = { x: float32(new Float32Array([1, 0, 0, 1]), [2, 2]), target: float32(new Float32Array([1, 1]), [2, 1]) };

describe.each(['cpu', 'wasm'] as const)('eager executor on %s', (backend) => {
  it('computes loss, outputs and gradients of a line, zeros for an unused parameter', async () => {
    const executor = await createEagerExecutor({ backend });
    const store = lineStore();
    const { loss: value, outputs } = await executor.training(loss, store).run(batch);

    // y = (1.5, 2.5); errors 0.5 and 1.5; loss (0.25 + 2.25) / 2; dL/dy = error; dw = x^T error; db = sum of errors.
    expect(value).toBeCloseTo(1.25, 6);
    expect([...outputs['y']!.data]).toEqual([1.5, 2.5]);
    expect([...store.gradient('w')]).toEqual([0.5, 1.5]);
    expect([...store.gradient('b')]).toEqual([2]);
    expect([...store.gradient('unused')]).toEqual([0, 0, 0]);
    expect([...store.value('w')]).toEqual([1, 2]);
  });

  it('leaves no tensor behind in training and forward', async () => {
    const executor = await createEagerExecutor({ backend });
    const store = lineStore();
    const training = executor.training(loss, store);
    const forward = executor.forward(predict, store);
    await training.run(batch);
    await forward.run({ x: batch.x });
    await expectNoTensorLeak(async () => {
      for (let i = 0; i < 5; i += 1) {
        await training.run(batch);
        await forward.run({ x: batch.x });
      }
    });
  });
});

it('lets executors of two backends work in turn', async () => {
  const [cpu, wasm] = [await createEagerExecutor({ backend: 'cpu' }), await createEagerExecutor({ backend: 'wasm' })];
  const store = lineStore();
  const results = await Promise.all(
    [cpu, wasm, cpu].map((executor) => executor.forward(predict, store).run({ x: batch.x })),
  );
  expect(results.map(({ y }) => [...y!.data])).toEqual([
    [1.5, 2.5],
    [1.5, 2.5],
    [1.5, 2.5],
  ]);
  expect([cpu.id, wasm.id]).toEqual(['reference', 'wasm']);
});

it('names the kernel that wasm lacks', async () => {
  const executor = await createEagerExecutor({ backend: 'wasm' });
  const unsupported: ForwardFunction = (_p, { x }) => ({ y: tf.einsum('ij->i', x!) });
  await expect(executor.forward(unsupported, lineStore()).run({ x: batch.x })).rejects.toMatchObject({
    code: 'E-ENGINE-MISSING-KERNEL',
    details: { executor: 'wasm', kernel: 'Einsum' },
  });
});

describe.each(['cpu', 'wasm'] as const)('the gradient of a lookup on %s', (backend) => {
  it('adds up over repeated rows', async () => {
    const executor = await createEagerExecutor({ backend });
    const store = new ParameterStore([parameter('table', [3, 2])]);
    const lookup: LossFunction = (p, { rows, factors }) => ({
      loss: tf.sum<tf.Scalar>(tf.mul(tf.gather(p['table']!, rows as tf.Tensor1D), factors!)),
      outputs: {},
    });
    const rows = int32(new Int32Array([2, 0, 2]), [3]);
    await executor
      .training(lookup, store)
      .run({ rows, factors: float32(new Float32Array([1, 2, 3, 4, 5, 6]), [3, 2]) });
    // Row 2 is looked up twice: (1, 2) + (5, 6).
    expect([...store.gradient('table')]).toEqual([3, 4, 0, 0, 6, 8]);
  });
});
