import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  Executor,
  ForwardFunction,
  LossFunction,
  NamedTensors,
} from '../../../../../src-main/engine/backend/executor';
import {
  elementCount,
  float32,
  int32,
  type HostTensor,
  type HostTensors,
} from '../../../../../src-main/engine/backend/host-tensor';
import { ParameterStore } from '../../../../../src-main/engine/backend/parameter-store';
import { createTensorFlowExecutor } from '../../../../../src-main/engine/backend/tensorflow/tensorflow-executor';
import { normal, seededRandom } from '../../../../../src-main/engine/bench/workloads/random';
import { KERNEL_CASES, type KernelCase } from '../../compiler/kernel-cases';
import { referenceStep, relativeError } from '../../compiler/reference-step';
import { describeWithTensorFlow } from './with-tensorflow';

const CASES = Object.entries(KERNEL_CASES).flatMap(([kernel, cases]) =>
  (cases as readonly KernelCase[]).map((each) => [kernel, each.name, each] as const),
);
const SEED = 3;

/** A case's operands: floats as parameters, so that their gradients are compared, integers as inputs. */
function operandsOf(each: KernelCase): { readonly store: ParameterStore; readonly inputs: HostTensors } {
  const random = seededRandom(SEED);
  const tensors = Object.entries(each.tensors(random));
  const floats = tensors.filter(([, { dtype }]) => dtype !== 'int32');
  const store = new ParameterStore(
    floats.map(([name, { shape }]) => ({ name, shape, trainable: true, decay: false, block: 'operands' })),
  );
  for (const [name, { value = normal }] of floats) store.value(name).set(store.value(name).map(() => value(random)));
  const integers = tensors.filter(([, { dtype }]) => dtype === 'int32');
  const tensorOf = (shape: readonly number[], value: (random: () => number) => number): HostTensor =>
    int32(
      Int32Array.from({ length: elementCount(shape) }, () => value(random)),
      shape,
    );
  const inputs = Object.fromEntries(
    integers.map(([name, { shape, value = normal }]) => [name, tensorOf(shape, value)]),
  );
  return { store, inputs };
}

/** Cosines weigh the elements of the result differently, so that each one's gradient counts. */
const weighted =
  ({ run }: KernelCase): LossFunction =>
  (parameters, inputs) => {
    const result = run({ ...parameters, ...inputs });
    const weights = tf.tensor(
      Float32Array.from({ length: result.size }, (_, index) => Math.cos(index)),
      result.shape,
    );
    const operands = Object.values(parameters).map((operand) => tf.mul(tf.sum(operand), 1e-3));
    const loss = [tf.sum(tf.mul(tf.cast(result, 'float32'), weights)), ...operands].reduce((sum, term) =>
      tf.add(sum, term),
    );
    return { loss: loss as tf.Scalar, outputs: { result } };
  };

describeWithTensorFlow('kernels on TensorFlow', (library) => {
  let executor: Executor;
  beforeAll(async () => {
    executor = await createTensorFlowExecutor({ library, threads: 1, xla: false });
  });
  afterAll(() => executor.dispose());

  it.each(CASES)('%s: %s agrees with tfjs, value and gradient', async (_kernel, _name, each) => {
    const { store, inputs } = operandsOf(each);
    const loss = weighted(each);
    const expected = referenceStep(loss, store, inputs);
    const step = executor.training(loss, store);
    const { outputs } = await step.run(inputs);
    expect(relativeError(outputs['result']!.data, expected.outputs['result']!)).toBeLessThan(1e-5);
    expect(relativeError(store.gradients, expected.gradients)).toBeLessThan(1e-5);
    step.dispose();
  });

  describe('results that no operation computes', () => {
    it('says an input and a constant as they are', async () => {
      const forward: ForwardFunction = (_: NamedTensors, { x }: NamedTensors) => ({
        same: x!,
        twice: x!,
        three: tf.fill([2], 3),
      });
      const store = new ParameterStore([{ name: 'w', shape: [2], trainable: true, decay: false, block: 'model' }]);
      const { same, twice, three } = await executor
        .forward(forward, store)
        .run({ x: float32(Float32Array.of(4, 5), [2]) });
      expect([same, twice, three].map((output) => Array.from(output!.data))).toEqual([
        [4, 5],
        [4, 5],
        [3, 3],
      ]);
    });
  });
});
