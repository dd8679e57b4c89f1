import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Executor, ForwardFunction, LossFunction } from '../../src-main/engine/backend/executor';
import { float32, int32 } from '../../src-main/engine/backend/host-tensor';
import { ParameterStore } from '../../src-main/engine/backend/parameter-store';
import { attentionBlock } from '../../src-main/engine/bench/workloads/attention-block';
import { graphAttention } from '../../src-main/engine/bench/workloads/graph-attention';
import { lstm } from '../../src-main/engine/bench/workloads/lstm';
import { mlp } from '../../src-main/engine/bench/workloads/mlp';
import { ranker } from '../../src-main/engine/bench/workloads/ranker';
import { smallConvolution } from '../../src-main/engine/bench/workloads/small-convolution';
import { workloadBatch, workloadStore, type Workload } from '../../src-main/engine/bench/workloads/workload';
import { expectSameGradients, referenceStep } from '../unit/engine/compiler/reference-step';

/** Small enough for the slowest executor, and together every operation of the first families. */
const MODELS: readonly Workload[] = [
  mlp({ rows: 6, widths: [3, 5, 2] }),
  ranker({ teams: 4, players: 3, embeddings: 10, encoderWidths: [16, 8] }),
  attentionBlock({ batch: 2, steps: 3, width: 8, heads: 2 }),
  graphAttention({ nodes: 8, edges: 24, width: 8, heads: 2 }),
  lstm({ width: 4, batch: 2, inputSteps: 3, outputSteps: 2, features: 3, headWidth: 4 }),
  smallConvolution({ batch: 2, size: 7 }),
];
const LEARNING_RATE = 0.01;

const lineStore = () =>
  new ParameterStore([
    { name: 'statistics', shape: [2], trainable: false, decay: false, block: 'norm' },
    { name: 'weight', shape: [2, 1], trainable: true, decay: true, block: 'line' },
    { name: 'unused', shape: [3], trainable: true, decay: true, block: 'line' },
    { name: 'bias', shape: [1], trainable: true, decay: false, block: 'line' },
  ]);
const lineValues = (): ParameterStore => {
  const store = lineStore();
  store.value('statistics').set([1, 1]);
  store.value('weight').set([2, -1]);
  store.value('bias').set([0.5]);
  store.gradients.fill(99); // What an earlier step left must not stay.
  return store;
};
/** Half the mean squared error of (x - statistics) weight + bias. */
const line: LossFunction = (parameters, { x, y }) => {
  const predicted = tf.add(
    tf.matMul(tf.sub(x!, parameters['statistics']!), parameters['weight']!),
    parameters['bias']!,
  );
  const loss = tf.mul(tf.mean(tf.square(tf.sub(predicted, y!))), 0.5);
  return { loss: loss as tf.Scalar, outputs: { predicted } };
};
const lineBatch = () => ({
  x: float32(Float32Array.of(2, 1, 3, 4), [2, 2]),
  y: float32(Float32Array.of(1.5, 3.5), [2, 1]),
});

/** Runs a number of plain gradient descent steps. @returns the losses */
async function descend(executor: Executor, workload: Workload, steps: number, store = workloadStore(workload)) {
  const step = executor.training(workload.loss, store, workload.cut);
  const batch = workloadBatch(workload);
  const losses: number[] = [];
  for (let index = 0; index < steps; index++) {
    losses.push((await step.run(batch)).loss);
    for (let at = 0; at < store.trainableLength; at++) store.values[at]! -= LEARNING_RATE * store.gradients[at]!;
  }
  step.dispose();
  return { losses, values: store.values };
}

/** The same descent on the reference. */
function referenceDescent(workload: Workload, steps: number) {
  const store = workloadStore(workload);
  const batch = workloadBatch(workload);
  const losses: number[] = [];
  for (let index = 0; index < steps; index++) {
    const { loss, gradients } = referenceStep(workload.loss, store, batch);
    losses.push(loss);
    for (let at = 0; at < store.trainableLength; at++) store.values[at]! -= LEARNING_RATE * gradients[at]!;
  }
  return { losses, values: store.values };
}

/**
 * What every executor must do. Call it with a name for the report and a function that makes a fresh executor.
 * The oracle is tfjs's cpu backend, called directly.
 * @param missingKernels models (first word of the name) that it cannot run, and the kernel that its error must name
 */
export function describeExecutor(
  name: string,
  create: () => Promise<Executor>,
  missingKernels: Readonly<Record<string, string>> = {},
): void {
  const missingKernelOf = (model: Workload): string | undefined => missingKernels[model.name.split(/[ ,]/)[0]!];
  const runnable = MODELS.filter((model) => missingKernelOf(model) === undefined);
  const refused = MODELS.filter((model) => missingKernelOf(model) !== undefined);
  describe(`executor ${name}`, () => {
    let executor: Executor;
    beforeAll(async () => {
      executor = await create();
    });
    afterAll(() => executor.dispose());

    it('says what it is', () => {
      expect(executor.version).toMatch(/\d+\.\d+/);
      expect(executor.threads).toBeGreaterThanOrEqual(1);
    });

    it('gives loss, outputs and gradients as worked out by hand', async () => {
      const store = lineValues();
      const step = executor.training(line, store);
      const { loss, outputs } = await step.run(lineBatch());
      // x - 1 = [1, 0], [2, 3]; predictions 2.5 and 1.5; errors 1 and -2; loss (1 + 4) / 4.
      expect(loss).toBeCloseTo(1.25, 6);
      expect(outputs['predicted']!.shape).toEqual([2, 1]);
      expect(Array.from(outputs['predicted']!.data)).toEqual([2.5, 1.5]);
      // weight: mean of error times (x - 1): (1 * [1, 0] - 2 * [2, 3]) / 2; bias: (1 - 2) / 2; unused: nothing.
      expect(Array.from(store.gradient('weight'))).toEqual([-1.5, -3]);
      expect(Array.from(store.gradient('bias'))).toEqual([-0.5]);
      expect(Array.from(store.gradient('unused'))).toEqual([0, 0, 0]);
      step.dispose();
    });

    it('leaves the parameter values alone and sees them change', async () => {
      const store = lineValues();
      const step = executor.training(line, store);
      const before = store.values.slice();
      await step.run(lineBatch());
      expect(store.values).toEqual(before);
      store.value('bias').set([2.5]);
      store.value('statistics').set([0, 1]);
      // x - [0, 1] = [2, 0], [3, 3]; predictions 6.5 and 5.5; errors 5 and 2; loss (25 + 4) / 4.
      expect((await step.run(lineBatch())).loss).toBeCloseTo(7.25, 5);
      step.dispose();
    });

    it('takes batches of new shapes, and old ones again', async () => {
      const step = executor.training(line, lineValues());
      const one = { x: float32(Float32Array.of(2, 1), [1, 2]), y: float32(Float32Array.of(1.5), [1, 1]) };
      expect((await step.run(one)).loss).toBeCloseTo(0.5, 6);
      expect((await step.run(lineBatch())).loss).toBeCloseTo(1.25, 6);
      expect((await step.run(one)).loss).toBeCloseTo(0.5, 6);
      step.dispose();
    });

    it('runs forward passes with outputs of every type', async () => {
      const forward: ForwardFunction = (parameters, { x, index }) => {
        const predicted = tf.matMul(x!, parameters['weight']!);
        return {
          predicted,
          best: tf.argMax(x!, 1),
          isLarge: tf.greater(x!, 2),
          row: tf.gather(x!, index as tf.Tensor1D),
        };
      };
      const pass = executor.forward(forward, lineValues());
      const { x } = lineBatch();
      const { predicted, best, isLarge, row } = await pass.run({ x, index: int32(Int32Array.of(1), [1]) });
      expect(predicted).toEqual({ dtype: 'float32', shape: [2, 1], data: Float32Array.of(3, 2) });
      expect(best).toEqual({ dtype: 'int32', shape: [2], data: Int32Array.of(0, 1) });
      expect(isLarge).toEqual({ dtype: 'bool', shape: [2, 2], data: Uint8Array.of(0, 0, 1, 1) });
      expect(row).toEqual({ dtype: 'float32', shape: [1, 2], data: Float32Array.of(3, 4) });
      pass.dispose();
    });

    it.each(runnable.map((model) => [model.name, model] as const))(
      'agrees with the reference: %s',
      async (_, model) => {
        const store = workloadStore(model);
        const batch = workloadBatch(model);
        const expected = referenceStep(model.loss, store, batch);
        const step = executor.training(model.loss, store, model.cut);
        const { loss } = await step.run(batch);
        expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * Math.abs(expected.loss));
        expectSameGradients(store, expected.gradients);
        step.dispose();
      },
    );

    if (refused.length > 0) {
      it.each(refused.map((model) => [model.name, model] as const))('names what it lacks: %s', async (_, model) => {
        const step = executor.training(model.loss, workloadStore(model));
        await expect(step.run(workloadBatch(model))).rejects.toThrow(missingKernelOf(model)!);
        step.dispose();
      });
    }

    it('agrees with the reference after 50 steps', async () => {
      for (const model of MODELS.slice(0, 2)) {
        const { losses, values } = await descend(executor, model, 50);
        const expected = referenceDescent(model, 50);
        expect(losses.at(-1)! / expected.losses.at(-1)!).toBeCloseTo(1, 4);
        expect(expected.losses.at(-1)!).toBeLessThan(expected.losses[0]!);
        const largest = values.reduce((most, value, at) => Math.max(most, Math.abs(value - expected.values[at]!)), 0);
        expect(largest).toBeLessThan(1e-4);
      }
    });

    it('gives gradients that central differences confirm', async () => {
      const [model] = MODELS;
      const store = workloadStore(model!);
      const batch = workloadBatch(model!);
      const step = executor.training(model!.loss, store, model!.cut);
      await step.run(batch);
      const gradients = store.gradients.slice();
      const epsilon = 1e-2;
      for (let at = 0; at < store.trainableLength; at++) {
        const value = store.values[at]!;
        store.values[at] = value + epsilon;
        const above = (await step.run(batch)).loss;
        store.values[at] = value - epsilon;
        const below = (await step.run(batch)).loss;
        store.values[at] = value;
        expect(Math.abs((above - below) / (2 * epsilon) - gradients[at]!)).toBeLessThan(2e-3);
      }
      step.dispose();
    });

    it('is bitwise deterministic', async () => {
      for (const model of runnable) {
        const [first, second] = [await descend(executor, model, 5), await descend(executor, model, 5)];
        expect(Buffer.from(second.values.buffer).equals(Buffer.from(first.values.buffer)), model.name).toBe(true);
        expect(second.losses).toEqual(first.losses);
      }
    });

    it('leaves no tensor behind, neither in a step nor after disposal', async () => {
      const store = lineValues();
      const before = tf.memory().numTensors;
      const step = executor.training(line, store);
      await step.run(lineBatch());
      const afterFirst = tf.memory().numTensors;
      for (let index = 0; index < 20; index++) await step.run(lineBatch());
      expect(tf.memory().numTensors).toBe(afterFirst);
      step.dispose();
      step.dispose(); // A second time is allowed and does nothing.
      expect(tf.memory().numTensors).toBe(before);
    });

    it('closes with steps still open', async () => {
      const own = await create();
      await own.training(line, lineValues()).run(lineBatch());
      await own.dispose();
      expect((await executor.training(line, lineValues()).run(lineBatch())).loss).toBeCloseTo(1.25, 6);
    });
  });
}
