import { describe, expect, it } from 'vitest';
import { rowsOfSamples, sharesOf } from '../../../../src-main/engine/backend/batch-parts';
import { float32, int32 } from '../../../../src-main/engine/backend/host-tensor';
import { createOnnxRuntimeExecutor } from '../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { lstm } from '../../../../src-main/engine/bench/workloads/lstm';
import { workloadBatch, workloadStore } from '../../../../src-main/engine/bench/workloads/workload';
import { expectSameGradients, referenceStep } from '../compiler/reference-step';

describe('cutting a batch', () => {
  it('takes the rows of some samples out of every step', () => {
    // Two steps of three samples, two numbers each.
    const sequence = float32(Float32Array.of(1, 1, 2, 2, 3, 3, 10, 10, 20, 20, 30, 30), [6, 2]);
    const part = rowsOfSamples(sequence, { batch: 3, from: 1, count: 2 });
    expect(part).toEqual(float32(Float32Array.of(2, 2, 3, 3, 20, 20, 30, 30), [4, 2]));
  });

  it('keeps the element type', () => {
    const part = rowsOfSamples(int32(Int32Array.of(7, 8), [2]), { batch: 2, from: 1, count: 1 });
    expect(part).toEqual(int32(Int32Array.of(8), [1]));
  });

  it('weighs parts by what they hold, and alike where they hold nothing', () => {
    expect(sharesOf([3, 1])).toEqual([0.75, 0.25]);
    expect(sharesOf([0, 0])).toEqual([0.5, 0.5]);
  });
});

describe('threads that share a batch', () => {
  const small = { width: 4, inputSteps: 3, outputSteps: 2, features: 3, headWidth: 4 } as const;

  it('give the loss and the gradients of the whole, though their parts hold unlike numbers of real frames', async () => {
    const model = lstm({ ...small, batch: 6 });
    const batch = workloadBatch(model);
    // Of the second half nothing but one frame is real.
    const mask = float32(Float32Array.of(1, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0), [12, 1]);
    const inputs = { ...batch, mask };
    const store = workloadStore(model);
    const expected = referenceStep(model.loss, store, inputs);
    const executor = await createOnnxRuntimeExecutor({ threads: 2, parallel: 'batch' });
    try {
      const step = executor.training(model.loss, store, model.cut);
      const { loss } = await step.run(inputs);
      expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * Math.abs(expected.loss));
      expectSameGradients(store, expected.gradients);
    } finally {
      await executor.dispose();
    }
  });

  it('compute a batch as a whole that cannot be cut evenly', async () => {
    const model = lstm({ ...small, batch: 3 });
    const store = workloadStore(model);
    const expected = referenceStep(model.loss, store, workloadBatch(model));
    const executor = await createOnnxRuntimeExecutor({ threads: 2, parallel: 'batch' });
    try {
      await executor.training(model.loss, store, model.cut).run(workloadBatch(model));
      expectSameGradients(store, expected.gradients);
    } finally {
      await executor.dispose();
    }
  });

  it('name the bad number by its place in the batch, not in the part', async () => {
    const model = lstm({ ...small, batch: 4 });
    const batch = workloadBatch(model);
    const data = Float32Array.from(batch['encoder']!.data);
    data[3 * 3 + 1] = NaN; // Sample 3, in the second part.
    const executor = await createOnnxRuntimeExecutor({ threads: 2, parallel: 'batch' });
    try {
      const step = executor.training(model.loss, workloadStore(model), model.cut);
      await expect(step.run({ ...batch, encoder: float32(data, batch['encoder']!.shape) })).rejects.toMatchObject({
        code: 'E-ENGINE-BATCH-NOT-FINITE',
        message: expect.stringContaining('10') as string,
      });
    } finally {
      await executor.dispose();
    }
  });
});
