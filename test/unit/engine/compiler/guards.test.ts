import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  BatchMismatchError,
  GatherIndexError,
  HostReadInStepError,
  KernelNotSupportedError,
  NonDeterministicTraceError,
  NonFiniteBatchError,
  TooManySignaturesError,
  TraceFailedError,
} from '#contract/errors/compiler-errors';
import type { WorkbenchError } from '#contract/errors/workbench-error';
import type { Executor, LossFunction } from '../../../../src-main/engine/backend/executor';
import { float32, int32 } from '../../../../src-main/engine/backend/host-tensor';
import { createOnnxRuntimeExecutor } from '../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { ParameterStore } from '../../../../src-main/engine/backend/parameter-store';

const warnings: string[] = [];
let executor: Executor;
beforeAll(async () => {
  executor = await createOnnxRuntimeExecutor({ threads: 1, onWarning: (message) => warnings.push(message) });
});
afterAll(() => executor.dispose());
beforeEach(() => warnings.splice(0));

const parameters = () =>
  new ParameterStore([{ name: 'w', shape: [3, 2], trainable: true, decay: true, block: 'model' }]);
const batch = (rows = 2) => ({ x: float32(new Float32Array(rows * 3).fill(0.5), [rows, 3]) });
const training = (loss: LossFunction) => executor.training(loss, parameters());
const scalarLoss = (x: tf.Tensor) => ({ loss: tf.sum<tf.Scalar>(x), outputs: {} });
const product: LossFunction = ({ w }, { x }) => scalarLoss(tf.matMul(x!, w!));

/** Runs a model that must be refused. @returns the error, which names this file as the place of the fault */
async function refusal(loss: LossFunction, inputs = batch()): Promise<WorkbenchError> {
  const error = await training(loss)
    .run(inputs)
    .then(
      () => expect.fail('The step was accepted.'),
      (reason: unknown) => reason as WorkbenchError,
    );
  expect(error.nextStep.length).toBeGreaterThan(20);
  return error;
}

describe('a value read inside a step', () => {
  it('is refused with the operation, the shape and the line', async () => {
    const error = await refusal(({ w }, { x }) => {
      const hidden = tf.matMul(x!, w!);
      return scalarLoss(hidden.dataSync()[0]! > 0 ? hidden : tf.neg(hidden));
    });
    expect(error).toBeInstanceOf(HostReadInStepError);
    expect(error.message).toMatch(/the result of BatchMatMul, shape \[2, 2\] at .*guards\.test\.ts:\d+/);
  });

  it('is refused even when the model swallows the error', async () => {
    const error = await refusal(({ w }, { x }) => {
      try {
        x!.dataSync();
      } catch {
        // A model that goes on as if nothing had happened.
      }
      return scalarLoss(tf.matMul(x!, w!));
    });
    expect(error).toBeInstanceOf(HostReadInStepError);
    expect(error.message).toContain('input/x');
  });

  it('is allowed for a constant, whose numbers are known', async () => {
    const two = tf.scalar(2);
    const step = training(({ w }, { x }) => scalarLoss(tf.mul(tf.matMul(x!, w!), two.dataSync()[0]!)));
    expect((await step.run(batch())).loss).toBe(0);
  });
});

describe('two traces of a step that differ', () => {
  it('name a constant that changed, with both values and the line', async () => {
    let rate = 0.5;
    const error = await refusal(({ w }, { x }) => scalarLoss(tf.mul(tf.matMul(x!, w!), (rate /= 2))));
    expect(error).toBeInstanceOf(NonDeterministicTraceError);
    expect(error.message).toMatch(/a constant of shape \[\] was 0\.25, then 0\.125 at .*guards\.test\.ts:\d+/);
  });

  it('name an operation that a JavaScript branch exchanged', async () => {
    let calls = 0;
    const error = await refusal(({ w }, { x }) => {
      const hidden = tf.matMul(x!, w!);
      return scalarLoss(calls++ % 2 === 0 ? tf.relu(hidden) : tf.tanh(hidden));
    });
    expect(error).toBeInstanceOf(NonDeterministicTraceError);
    expect(error.message).toMatch(/was Relu, then Tanh at .*guards\.test\.ts:\d+/);
  });

  it('name an attribute that changed', async () => {
    let low = 0;
    const error = await refusal(({ w }, { x }) => scalarLoss(tf.clipByValue(tf.matMul(x!, w!), (low -= 1), 1)));
    expect(error.message).toMatch(/ClipByValue \{"clipValueMin":-1.*then ClipByValue \{"clipValueMin":-2/);
  });

  it('find a dropout of the model’s own', async () => {
    expect(await refusal(({ w }, { x }) => scalarLoss(tf.dropout(tf.matMul(x!, w!), 0.5)))).toBeInstanceOf(
      NonDeterministicTraceError,
    );
  });

  it('are found later too, when a schedule changes a constant', async () => {
    let step = 0;
    const run = training(({ w }, { x }) => scalarLoss(tf.mul(tf.matMul(x!, w!), step < 10 ? 1 : 0.5)));
    for (step = 0; step < 15; step++) await run.run(batch());
    await expect(run.run(batch())).rejects.toBeInstanceOf(NonDeterministicTraceError);
  });
});

describe('an operation that the compiler does not have', () => {
  it('is named with the line', async () => {
    const error = await refusal(({ w }, { x }) => scalarLoss(tf.topk(tf.matMul(x!, w!), 1).values));
    expect(error).toBeInstanceOf(KernelNotSupportedError);
    expect(error.message).toMatch(/the operation TopK, used at .*guards\.test\.ts:\d+/);
  });

  it('is named with the variant that is missing', async () => {
    const error = await refusal(({ w }, { x }) => {
      const index = tf.tensor2d([[0], [1]], [2, 1], 'int32');
      return scalarLoss(tf.gather(tf.matMul(x!, w!), index, 1, 1));
    });
    expect(error).toBeInstanceOf(KernelNotSupportedError);
    expect(error.message).toMatch(/GatherV2 with batchDims 1, used at .*guards\.test\.ts:\d+/);
  });

  it('leaves a fault of the model’s own readable', async () => {
    const error = await refusal((_, { x }) => scalarLoss(tf.matMul(x!, x!)));
    expect(error).toBeInstanceOf(TraceFailedError);
    expect(error.message).toMatch(/inner shapes.*guards\.test\.ts:\d+/s);
  });
});

describe('a batch', () => {
  const lookUp: LossFunction = ({ w }, { index, other }) =>
    scalarLoss(tf.gather(w!, tf.concat([index as tf.Tensor1D, other as tf.Tensor1D])));
  const indices = (index: number[], other: number[]) => ({
    index: int32(Int32Array.from(index), [index.length]),
    other: int32(Int32Array.from(other), [other.length]),
  });

  it.each([3, -1])('with the index %i for a table of 3 rows is refused before the step', async (bad) => {
    const step = training(lookUp);
    await step.run(indices([0, 2], [1]));
    const error = await step.run(indices([0, 1], [bad])).catch((reason: unknown) => reason as WorkbenchError);
    expect(error).toBeInstanceOf(GatherIndexError);
    const message = (error as WorkbenchError).message;
    expect(message).toContain(`The input other holds the index ${bad} at position 0`);
    expect(message).toMatch(/GatherV2 at .*guards\.test\.ts:\d+.* rows 0 to 2/);
  });

  it('with NaN is named when the loss follows it, and the step can go on', async () => {
    const step = training(product);
    const bad = float32(Float32Array.of(1, 2, 3, 4, NaN, 6), [2, 3]);
    await expect(step.run({ x: bad })).rejects.toMatchObject({
      code: 'E-ENGINE-BATCH-NOT-FINITE',
      details: { input: 'x', position: 4 },
    });
    await expect(step.run({ x: bad })).rejects.toBeInstanceOf(NonFiniteBatchError);
    expect((await step.run(batch())).loss).toBe(0);
  });

  it('whose data does not fit its shape is refused', async () => {
    const step = training(product);
    await expect(step.run({ x: float32(new Float32Array(5), [2, 3]) })).rejects.toBeInstanceOf(BatchMismatchError);
    await step.run(batch());
    await expect(step.run({ x: float32(new Float32Array(5), [2, 3]) })).rejects.toBeInstanceOf(BatchMismatchError);
  });

  it('in ever new shapes is warned about, then refused after 20', async () => {
    const step = training(product);
    for (let rows = 1; rows <= 20; rows++) await step.run(batch(rows));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('10 input shapes');
    await expect(step.run(batch(21))).rejects.toBeInstanceOf(TooManySignaturesError);
    // Shapes that were admitted still run, also those whose graphs were unloaded meanwhile.
    expect((await step.run(batch(1))).loss).toBe(0);
  });
});

describe('after a trace', () => {
  it('tfjs is as before: backend, gradients, captured tensors, no tensor left', async () => {
    await tf.setBackend('cpu');
    const captured = tf.tensor1d([1, 2]);
    const relu = tf.getGradient('Relu');
    const before = tf.memory().numTensors;
    const step = training(({ w }, { x }) => scalarLoss(tf.mul(tf.matMul(x!, w!), captured)));
    await step.run(batch());

    expect(tf.getBackend()).toBe('cpu');
    expect(tf.getGradient('Relu')).toBe(relu);
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.engine().backendNames()).not.toContain('trace');
    expect(Array.from(tf.mul(captured, 3).dataSync())).toEqual([3, 6]);
  });

  it('a failed one leaves nothing behind either', async () => {
    await tf.setBackend('cpu');
    const before = tf.memory().numTensors;
    await refusal((_, { x }) => scalarLoss(tf.matMul(x!, x!)));
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.memory().numTensors).toBe(before);
  });
});
