import { describe, expect, it } from 'vitest';
import {
  joinRows,
  PartMemory,
  rowsOfSamples,
  sharesOf,
  type CutBatch,
} from '../../../../src-main/engine/backend/batch-parts';
import { float32, int32, type HostTensors } from '../../../../src-main/engine/backend/host-tensor';
import { createOnnxRuntimeExecutor } from '../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { graphNetwork } from '../../../../src-main/engine/bench/workloads/graph-network';
import { lstm } from '../../../../src-main/engine/bench/workloads/lstm';
import { ppo } from '../../../../src-main/engine/bench/workloads/ppo';
import { workloadBatch, workloadStore, type Workload } from '../../../../src-main/engine/bench/workloads/workload';
import { expectSameGradients, referenceStep, relativeError } from '../compiler/reference-step';

describe('cutting a batch', () => {
  it('takes the rows of some samples out of every step', () => {
    // Two steps of three samples, two numbers each.
    const sequence = float32(Float32Array.of(1, 1, 2, 2, 3, 3, 10, 10, 20, 20, 30, 30), [6, 2]);
    const part = rowsOfSamples(sequence, { batch: 3, from: 1, count: 2 }, 2);
    expect(part).toEqual(float32(Float32Array.of(2, 2, 3, 3, 20, 20, 30, 30), [4, 2]));
  });

  it('takes the rows of a sample together, without a copy of what lies together', () => {
    // Two samples of two rows each.
    const rows = float32(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), [4, 2]);
    const part = rowsOfSamples(rows, { batch: 2, from: 1, count: 1 });
    expect(part).toEqual(float32(Float32Array.of(5, 6, 7, 8), [2, 2]));
    expect(part.data.buffer).toBe(rows.data.buffer);
  });

  it('puts the rows of parts behind one another', () => {
    const [first, second] = [float32(Float32Array.of(1, 2), [2]), float32(Float32Array.of(3), [1])];
    expect(joinRows([{ y: first }, { y: second }])).toEqual({ y: float32(Float32Array.of(1, 2, 3), [3]) });
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

const SMALL_GRAPHS = { balls: 6, tables: { venues: 3, teams: 4, players: 9 } } as const;
const SMALL_NETWORK = { variant: 'full', hidden_dim: 4, num_heads: 2, num_layers: 1 } as const;

/** @returns loss, outputs and gradients of a step on one thread, of the whole batch, and of one that threads share */
async function shareStep(model: Workload, inputs: HostTensors, threads = 2) {
  const store = workloadStore(model);
  const alone = await createOnnxRuntimeExecutor({ threads: 1 });
  const shared = await createOnnxRuntimeExecutor({ threads, parallel: 'batch' });
  try {
    const whole = await alone.training(model.loss, store).run(inputs);
    const expected = { ...whole, gradients: store.gradients.slice() };
    const step = shared.training(model.loss, store, model.cut);
    const result = await step.run(inputs);
    const gradients = store.gradients.slice();
    await step.run(inputs);
    expect(store.gradients).toEqual(gradients);
    return { store, ...result, expected };
  } finally {
    await alone.dispose();
    await shared.dispose();
  }
}

describe('threads that share a batch of any family', () => {
  it.each([
    ['innings, two each', graphNetwork({ innings: 4, model: SMALL_NETWORK, ...SMALL_GRAPHS }), 2],
    ['innings, one each', graphNetwork({ innings: 3, model: SMALL_NETWORK, ...SMALL_GRAPHS }), 3],
    ['positions', ppo({ batch: 4, mapSize: 32 }), 2],
  ])('give the loss, the outputs and the gradients of the whole: %s', async (_, model, threads) => {
    const inputs = workloadBatch(model);
    expect(model.cut!(inputs, threads, new PartMemory())).toHaveLength(threads);
    const { store, loss, outputs, expected } = await shareStep(model, inputs, threads);
    expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * Math.abs(expected.loss));
    expectSameGradients(store, expected.gradients, expected.loss);
    expect(Object.keys(outputs)).toEqual(Object.keys(expected.outputs));
    for (const [name, { data }] of Object.entries(outputs)) {
      expect(relativeError(data, expected.outputs[name]!.data), name).toBeLessThan(1e-5);
    }
  });

  it('weigh innings by their targets, and one that is all padding by nothing', async () => {
    const model = graphNetwork({ innings: 2, model: SMALL_NETWORK, ...SMALL_GRAPHS });
    const batch = workloadBatch(model);
    const only = (name: string, isKept: (moment: number) => boolean) => {
      const tensor = batch[name]!;
      const width = tensor.data.length / (2 * SMALL_GRAPHS.balls);
      return { ...tensor, data: tensor.data.map((value, at) => (isKept(Math.floor(at / width)) ? value : 0)) };
    };
    for (const targets of [8, SMALL_GRAPHS.balls]) {
      const kept = ['is_target', 'loss_weights'].map(
        (name) => [name, only(name, (moment) => moment < targets)] as const,
      );
      const { store, loss, expected } = await shareStep(model, { ...batch, ...Object.fromEntries(kept) });
      expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * Math.abs(expected.loss));
      expectSameGradients(store, expected.gradients, expected.loss);
    }
  });
});

describe('parts that are computed in turns', () => {
  it.each([1, 2])('give the loss, the outputs and the gradients of the whole on %d threads', async (threads) => {
    const model = ppo({ batch: 4, mapSize: 32 });
    const cut: CutBatch = (inputs, count, memory) => model.cut!(inputs, (4 / threads) * count, memory);
    const { store, loss, outputs, expected } = await shareStep({ ...model, cut }, workloadBatch(model), threads);
    expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * Math.abs(expected.loss));
    expectSameGradients(store, expected.gradients, expected.loss);
    for (const [name, { data }] of Object.entries(outputs)) {
      expect(relativeError(data, expected.outputs[name]!.data), name).toBeLessThan(1e-5);
    }
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

  it('serve the seeds of one executor in turns, also where these do not wait for each other', async () => {
    const model = lstm({ ...small, batch: 4 });
    const inputs = workloadBatch(model);
    const executor = await createOnnxRuntimeExecutor({ threads: 2, parallel: 'batch' });
    try {
      const seeds = [1, 2, 3].map((seed) => {
        const store = workloadStore(model, seed);
        return { store, step: executor.training(model.loss, store, model.cut) };
      });
      const alone: Float32Array[] = [];
      for (const { step, store } of seeds) {
        await step.run(inputs);
        alone.push(store.gradients.slice());
      }
      await Promise.all(seeds.map(({ step }) => step.run(inputs)));
      expect(seeds.map(({ store }) => store.gradients)).toEqual(alone);
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
