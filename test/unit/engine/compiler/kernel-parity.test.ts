import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Executor, LossFunction, NamedTensors } from '../../../../src-main/engine/backend/executor';
import { elementCount, float32, int32, type HostTensors } from '../../../../src-main/engine/backend/host-tensor';
import { createOnnxRuntimeExecutor } from '../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { ParameterStore } from '../../../../src-main/engine/backend/parameter-store';
import { KERNEL_NAMES, type KernelName } from '../../../../src-main/engine/compiler/kernels/kernel-name';
import { normal, seededRandom, type Random } from '../../../../src-main/engine/bench/workloads/random';
import { KERNEL_CASES, type CaseTensors, type KernelCase } from './kernel-cases';
import { referenceStep, relativeError } from './reference-step';

/** Random shapes and values that every case is tried with. */
const SEEDS = [1, 2, 3, 4];
const RELATIVE_ERROR = 1e-5;

let executor: Executor;
beforeAll(async () => {
  executor = await createOnnxRuntimeExecutor({ threads: 1 });
});
afterAll(() => executor.dispose());

/** The case's operands as parameters, so that their gradients are compared, and as inputs where they are integers. */
function operands(tensors: CaseTensors, random: Random) {
  const floats = Object.entries(tensors).filter(([, tensor]) => tensor.dtype !== 'int32');
  const store = new ParameterStore(
    floats.map(([name, { shape }]) => ({ name, shape, trainable: true, decay: false, block: 'operands' })),
  );
  for (const [name, { value = normal }] of floats) store.value(name).set(store.value(name).map(() => value(random)));
  const inputs: HostTensors = Object.fromEntries(
    Object.entries(tensors)
      .filter(([, tensor]) => tensor.dtype === 'int32')
      .map(([name, { shape, value = normal }]) => [
        name,
        int32(
          Int32Array.from({ length: elementCount(shape) }, () => value(random)),
          shape,
        ),
      ]),
  );
  return { store, inputs };
}

/** A loss that weighs every element of the result differently, so that every element's gradient counts. */
function weighted({ run }: KernelCase): LossFunction {
  return (parameters, inputs) => {
    const result = run({ ...parameters, ...inputs });
    const weights = tf.reshape(tf.slice(inputs['weights']!, [0], [result.size]), result.shape);
    const loss = tf.sum(tf.mul(tf.cast(result, 'float32'), weights));
    const touched = Object.values(parameters).reduce(
      (sum: Tensor, operand) => tf.add(sum, tf.mul(tf.sum(operand), 1e-3)),
      loss,
    );
    return { loss: touched as tf.Scalar, outputs: { result } };
  };
}

const WEIGHTS = 4096;
const withWeights = (inputs: HostTensors, random: Random): HostTensors => ({
  ...inputs,
  weights: float32(
    Float32Array.from({ length: WEIGHTS }, () => normal(random)),
    [WEIGHTS],
  ),
});

describe.each(Object.entries(KERNEL_CASES) as [KernelName, readonly KernelCase[]][])('%s', (_, cases) => {
  it.each(cases.flatMap((each) => SEEDS.map((seed) => [each.name, seed, each] as const)))(
    '%s agrees with tfjs, value and gradient (seed %i)',
    async (_name, seed, each) => {
      const random = seededRandom(seed);
      const { store, inputs } = operands(each.tensors(random), random);
      const batch = withWeights(inputs, random);
      const loss = weighted(each);
      const expected = referenceStep(loss, store, batch);
      const step = executor.training(loss, store);

      const { outputs } = await step.run(batch);

      expect(relativeError(outputs['result']!.data, expected.outputs['result']!)).toBeLessThan(RELATIVE_ERROR);
      expect(relativeError(store.gradients, expected.gradients)).toBeLessThan(RELATIVE_ERROR);
      step.dispose();
    },
  );
});

it('covers every kernel of the registry', () => {
  expect(Object.keys(KERNEL_CASES).sort()).toEqual([...KERNEL_NAMES].sort());
});

it('says a result that is nothing but an input or a constant', async () => {
  const store = new ParameterStore([{ name: 'w', shape: [2], trainable: true, decay: false, block: 'model' }]);
  const forward = (_: NamedTensors, { x }: NamedTensors) => ({ same: x!, twice: x!, three: tf.fill([2], 3) });
  const pass = executor.forward(forward, store);
  const { same, twice, three } = await pass.run({ x: float32(Float32Array.of(4, 5), [2]) });
  expect([same, twice, three].map((output) => Array.from(output!.data))).toEqual([
    [4, 5],
    [4, 5],
    [3, 3],
  ]);
});
