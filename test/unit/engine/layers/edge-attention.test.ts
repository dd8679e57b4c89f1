import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompiledStepFailedError, GatherIndexError } from '#contract/errors/compiler-errors';
import type { Executor, LossFunction, NamedTensors } from '../../../../src-main/engine/backend/executor';
import { float32, int32, type HostTensors } from '../../../../src-main/engine/backend/host-tensor';
import { createOnnxRuntimeExecutor } from '../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { ParameterStore } from '../../../../src-main/engine/backend/parameter-store';
import { normal, seededRandom } from '../../../../src-main/engine/bench/workloads/random';
import { encodeForwardModel } from '../../../../src-main/engine/compiler/onnx/encode-forward-model';
import { compileStep, encodeStep, trainingSource } from '../../../../src-main/engine/compiler/step/compile-step';
import { signatureOf } from '../../../../src-main/engine/compiler/step/signature';
import { edgeAttention } from '../../../../src-main/engine/layers/edge-attention';
import { expectSameGradients, referenceStep } from '../compiler/reference-step';

/** Sizes of a layer, and what is special about it. */
interface Case {
  readonly name: string;
  readonly sources: number;
  readonly targets: number;
  readonly edges: number;
  readonly width: number;
  readonly heads: number;
  readonly slope?: number;
  readonly limit?: number;
}

const CASES: readonly Case[] = [
  { name: 'four heads', sources: 7, targets: 5, edges: 20, width: 32, heads: 4 },
  { name: 'an odd number of scores', sources: 3, targets: 4, edges: 5, width: 8, heads: 1 },
  { name: 'one edge', sources: 2, targets: 3, edges: 1, width: 12, heads: 3 },
  { name: 'scores that are clipped', sources: 6, targets: 3, edges: 30, width: 8, heads: 2, limit: 0.3 },
  { name: 'a slope of 0', sources: 6, targets: 3, edges: 12, width: 8, heads: 2, slope: 0 },
  { name: 'heads that are no whole vectors, composed', sources: 4, targets: 4, edges: 9, width: 6, heads: 2 },
];

const attend = ({ heads, slope = 0.2, limit = 30 }: Case, parameters: NamedTensors, inputs: NamedTensors): Tensor2D =>
  edgeAttention(
    {
      source: parameters['source'] as Tensor2D,
      target: parameters['target'] as Tensor2D,
      attention: parameters['attention'] as Tensor1D,
      from: inputs['from'] as Tensor1D,
      to: inputs['to'] as Tensor1D,
    },
    { heads, slope, limit },
  );

const lossOf =
  (each: Case): LossFunction =>
  (parameters, inputs) => {
    const result = attend(each, parameters, inputs);
    return { loss: tf.sum(tf.mul(result, inputs['weights']!)), outputs: { result } };
  };

function madeUp({ sources, targets, edges, width }: Case): { store: ParameterStore; batch: HostTensors } {
  const random = seededRandom(11);
  const store = new ParameterStore(
    Object.entries({ source: [sources, width], target: [targets, width], attention: [width] }).map(([name, shape]) => ({
      name,
      shape,
      trainable: true,
      decay: false,
      block: 'layer',
    })),
  );
  for (const { name } of store.slots) store.value(name).forEach((_, at, all) => (all[at] = normal(random)));
  const rows = (count: number) => Int32Array.from({ length: edges }, () => Math.floor(random() * count));
  return {
    store,
    batch: {
      from: int32(rows(sources), [edges]),
      // The last target has no edge.
      to: int32(rows(targets - 1), [edges]),
      weights: float32(
        Float32Array.from({ length: targets * width }, () => normal(random)),
        [targets, width],
      ),
    },
  };
}

const stepBytes = (loss: LossFunction, store: ParameterStore, batch: HostTensors, usesHostOperations: boolean) =>
  encodeStep(compileStep(trainingSource(loss, store.slots, 'separate', { usesHostOperations }), signatureOf(batch)))
    .manifest;

describe('attention over an edge list', () => {
  let executor: Executor;
  beforeAll(async () => {
    executor = await createOnnxRuntimeExecutor({ threads: 1 });
  });
  afterAll(() => executor.dispose());

  it('weighs the sources of a target by the softmax of their scores', async () => {
    void tf.setBackend('cpu');
    const result = tf.tidy(() =>
      edgeAttention(
        {
          source: tf.tensor2d([Math.log(3), 0], [2, 1]),
          target: tf.tensor2d([0, 5], [2, 1]),
          attention: tf.tensor1d([1]),
          from: tf.tensor1d([0, 1], 'int32'),
          to: tf.tensor1d([0, 0], 'int32'),
        },
        { heads: 1, slope: 0.2, limit: 30 },
      ),
    );
    // Scores ln 3 and 0: weights 3/4 and 1/4. Nothing leads to the second target.
    const [first, second] = await result.data();
    expect(first).toBeCloseTo(0.75 * Math.log(3), 6);
    expect(second).toBe(0);
    result.dispose();
  });

  it.each(CASES.map((each) => [each.name, each] as const))('is what tfjs computes: %s', async (_, each) => {
    const { store, batch } = madeUp(each);
    const expected = referenceStep(lossOf(each), store, batch);
    const step = executor.training(lossOf(each), store);
    // Twice: sums start anew in every step.
    for (let round = 0; round < 2; round++) {
      const { loss, outputs } = await step.run(batch);
      const allowed = 1e-5 * (1 + Math.abs(expected.loss));
      expect(Math.abs(loss - expected.loss)).toBeLessThan(allowed);
      outputs['result']!.data.forEach((value, at) =>
        expect(Math.abs(Number(value) - expected.outputs['result']![at]!)).toBeLessThan(2e-5),
      );
      expectSameGradients(store, expected.gradients, expected.loss);
    }
    step.dispose();
  });

  it('is computed here where the form allows it, and in the library where the executor cannot', () => {
    const { store, batch } = madeUp(CASES[0]!);
    const staging = stepBytes(lossOf(CASES[0]!), store, batch, true).staging!;
    const hosts = staging.stages.flatMap((stage) => (stage.kind === 'host' ? [stage.operation] : []));
    expect(hosts).toEqual(['EdgeAttention', 'EdgeAttentionGradient']);
    expect(stepBytes(lossOf(CASES[0]!), store, batch, false).staging).toBeUndefined();
    const odd = madeUp(CASES.at(-1)!);
    expect(stepBytes(lossOf(CASES.at(-1)!), odd.store, odd.batch, true).staging).toBeUndefined();
  });

  it('can follow itself, with constant edges', async () => {
    const each = { ...CASES[0]!, sources: 5 };
    const { store, batch } = madeUp(each);
    const twice: LossFunction = (parameters, inputs) => {
      const first = attend(each, parameters, inputs);
      const edges = { from: tf.tensor1d([0, 1, 2], 'int32'), to: tf.tensor1d([4, 4, 0], 'int32') };
      const second = attend(each, { ...parameters, source: first, target: tf.tanh(first) }, { ...inputs, ...edges });
      return { loss: tf.sum(tf.mul(second, inputs['weights']!)), outputs: { first } };
    };
    const expected = referenceStep(twice, store, batch);
    const step = executor.training(twice, store);
    const { loss } = await step.run(batch);
    expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * (1 + Math.abs(expected.loss)));
    expectSameGradients(store, expected.gradients, expected.loss);
    step.dispose();
  });

  it('refuses edges beyond the nodes, of the batch and computed ones', async () => {
    const { store, batch } = madeUp(CASES[0]!);
    const beyond = { ...batch, to: int32(new Int32Array(20).fill(5), [20]) };
    const step = executor.training(lossOf(CASES[0]!), store);
    await expect(step.run(beyond)).rejects.toThrow(GatherIndexError);
    step.dispose();
    const shifted = executor.training(
      (parameters, inputs) =>
        lossOf(CASES[0]!)(parameters, { ...inputs, from: tf.add(inputs['from']!, tf.scalar(1000, 'int32')) }),
      store,
    );
    await expect(shifted.run(batch)).rejects.toThrow(CompiledStepFailedError);
    shifted.dispose();
  });

  it('starts from the disk as it started without', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-edges-'));
    const runs = [];
    for (let start = 0; start < 2; start++) {
      const { store, batch } = madeUp(CASES[0]!);
      const cached = await createOnnxRuntimeExecutor({ threads: 1, cache: { folder, identity: 'edges' } });
      let traces = 0;
      const counted: LossFunction = (parameters, inputs) => {
        traces++;
        return lossOf(CASES[0]!)(parameters, inputs);
      };
      const { loss } = await cached.training(counted, store).run(batch);
      runs.push({ loss, traces, gradients: Array.from(store.gradients) });
      await cached.dispose();
    }
    await rm(folder, { recursive: true });
    expect(runs.map(({ traces }) => traces)).toEqual([2, 0]);
    expect(runs[1]!.loss).toBe(runs[0]!.loss);
    expect(runs[1]!.gradients).toEqual(runs[0]!.gradients);
  });

  it('is exported in operations that every reader of ONNX has', () => {
    const each = CASES[0]!;
    const { store, batch } = madeUp(each);
    const bytes = encodeForwardModel({
      forward: (parameters, inputs) => ({ result: attend(each, parameters, inputs) }),
      parameters: store,
      signature: signatureOf(batch),
      metadata: {},
    });
    const text = Buffer.from(bytes).toString('latin1');
    expect(text).toContain('ScatterND');
    expect(text).not.toContain('EdgeAttention');
  });
});
