import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { LossFunction } from '../../../../src-main/engine/backend/executor';
import { compileStep, encodeStep, trainingSource } from '../../../../src-main/engine/compiler/step/compile-step';
import { lowerGraph } from '../../../../src-main/engine/compiler/lowering/lower-graph';
import { float, type LoweredGraph } from '../../../../src-main/engine/compiler/lowering/lowered-graph';
import { materialize, materialized } from '../../../../src-main/engine/compiler/lowering/forms';
import type { TensorSpec } from '../../../../src-main/engine/compiler/trace/traced-graph';
import { traceFunction } from '../../../../src-main/engine/compiler/trace/trace-function';
import { lstm } from '../../../../src-main/engine/bench/workloads/lstm';
import { ranker } from '../../../../src-main/engine/bench/workloads/ranker';
import { workloadBatch, workloadStore, type Workload } from '../../../../src-main/engine/bench/workloads/workload';

const f32 = (...shape: number[]): TensorSpec => ({ shape, dtype: 'float32' });

function traced(inputs: Record<string, TensorSpec>, run: (x: Record<string, Tensor>) => Tensor) {
  return traceFunction((tensors, scope) => ({ result: scope.valueIdOf(run(tensors)) }), inputs);
}
const lowered = (inputs: Record<string, TensorSpec>, run: (x: Record<string, Tensor>) => Tensor): LoweredGraph =>
  lowerGraph(traced(inputs, run));
const operations = ({ nodes }: LoweredGraph): string[] => nodes.map((node) => node.operation);

const compiledWorkload = (workload: Workload, loss: LossFunction = workload.loss) => {
  const source = trainingSource(loss, workloadStore(workload).slots, 'separate');
  const batch = workloadBatch(workload);
  return compileStep(
    source,
    Object.fromEntries(Object.entries(batch).map(([name, { shape, dtype }]) => [name, { shape, dtype }])),
  );
};

describe('lowering', () => {
  it('emits nothing that no output needs, and nothing twice', () => {
    const graph = lowered({ x: f32(3) }, ({ x }) => {
      tf.exp(x!);
      return tf.add(tf.tanh(x!), tf.tanh(x!));
    });
    expect(operations(graph)).toEqual(['Tanh', 'Add']);
    expect(graph.initializers).toEqual([]);
  });

  it('folds numbers and merges factors', () => {
    const graph = lowered({ x: f32(2, 3) }, ({ x }) => {
      const two = tf.add(tf.ones([2, 3]), tf.scalar(1));
      return tf.div(tf.mul(tf.neg(x!), two), 4);
    });
    expect(operations(graph)).toEqual(['Mul']);
    expect(Array.from(graph.initializers[0]!.data as Float32Array)).toEqual([-0.5]);
  });

  it('keeps a broadcast small until it is needed whole', () => {
    const graph = lowered({ x: f32(4, 1) }, ({ x }) => tf.sum(tf.exp(tf.mul(x!, tf.ones([4, 1000]))), 1));
    // exp of 4 numbers, times 1000: the 4 x 1000 matrix is never made.
    expect(operations(graph)).not.toContain('Expand');
    expect(Math.max(...[...graph.values.values()].map(({ shape }) => shape.reduce((a, b) => a * b, 1)))).toBe(4);
  });

  it('puts a bias into the product before it', () => {
    const graph = lowered({ x: f32(2, 3), w: f32(3, 4), b: f32(4) }, ({ x, w, b }) => tf.add(tf.matMul(x!, w!), b!));
    expect(operations(graph)).toEqual(['Gemm']);
    expect(graph.nodes[0]!.inputs).toEqual(['x', 'w', 'b']);
  });

  it('leaves a product alone that is used without its bias too', () => {
    const graph = lowered({ x: f32(2, 3), w: f32(3, 4), b: f32(4) }, ({ x, w, b }) => {
      const product = tf.matMul(x!, w!);
      return tf.mul(tf.add(product, b!), product);
    });
    expect(operations(graph)).toEqual(['MatMul', 'Add', 'Mul']);
  });

  it('makes the weight gradient of an unrolled layer in one product', () => {
    const steps = 12;
    const { graph } = compiledWorkload(lstm({ width: 8, batch: 2, inputSteps: steps, outputSteps: 3 }));
    const overAllSteps = graph.nodes.filter(({ operation, inputs, attributes }) => {
      const rows = graph.values.get(inputs[0]!)?.shape[0];
      return operation === 'Gemm' && attributes['transA']?.value === 1 && rows === 2 * (steps - 1);
    });
    // One for each of the four gates in each of the two encoder layers, instead of one for each time step.
    expect(overAllSteps).toHaveLength(8);
    const single = graph.nodes.filter(
      ({ inputs, attributes }) => attributes['transA']?.value === 1 && graph.values.get(inputs[0]!)?.shape[0] === 2,
    );
    expect(single).toHaveLength(0);
  });

  it('gives the same bytes every time', () => {
    const first = encodeStep(compiledWorkload(ranker()));
    const second = encodeStep(compiledWorkload(ranker()));
    expect(Buffer.from(second.bytes).equals(Buffer.from(first.bytes))).toBe(true);
    expect(second.manifest.hash).toBe(first.manifest.hash);
  });

  it('declares shape and type of every value, each written once and before it is read', () => {
    const { graph } = compiledWorkload(ranker());
    const written = new Set([...graph.inputs, ...graph.initializers].map(({ name }) => name));
    for (const { inputs, outputs } of graph.nodes) {
      for (const name of inputs) expect(written).toContain(name);
      for (const name of outputs) {
        expect(written).not.toContain(name);
        expect(graph.values.has(name)).toBe(true);
        written.add(name);
      }
    }
    for (const { name } of graph.outputs) expect(written).toContain(name);
  });

  it('takes another executor’s lowering for a kernel', () => {
    const trace = traced({ x: f32(3) }, ({ x }) => tf.relu(x!));
    const graph = lowerGraph(trace, {
      overrides: {
        Relu: (builder, [x], _, [output]) => [
          materialized(
            builder.emit('ThresholdedRelu', [materialize(builder, x!)], output!, { alpha: float(0) }),
            output!,
          ),
        ],
      },
    });
    expect(operations(graph)).toEqual(['ThresholdedRelu']);
  });
});
