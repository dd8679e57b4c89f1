import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import type { ForwardFunction } from '../../../../src-main/engine/backend/executor';
import { createEagerExecutor } from '../../../../src-main/engine/backend/eager/eager-executor';
import { float32, type HostTensors } from '../../../../src-main/engine/backend/host-tensor';
import { openModel } from '../../../../src-main/engine/backend/onnxruntime/open-model';
import type { ParameterStore } from '../../../../src-main/engine/backend/parameter-store';
import { forwardDifference } from '../../../../src-main/engine/checkpoints/export/forward-difference';
import { encodeForwardModel } from '../../../../src-main/engine/compiler/onnx/encode-forward-model';
import { onnxModelType } from '../../../../src-main/engine/compiler/onnx/onnx-schema';
import { signatureOf } from '../../../../src-main/engine/compiler/step/signature';
import { createNetwork } from '../../../../src-main/engine/families/deep-set-ranker/network/network';
import type { NetworkShape } from '../../../../src-main/engine/families/deep-set-ranker/network/network-shape';
import { plainRandomFiller } from '../../../../src-main/engine/random/plain-random-filler';
import { randomStream } from '../../../../src-main/engine/random/random-stream';
import { createModelStore } from '../../../../src-main/engine/trainer/model-store';
import { initializeParameters } from '../../../../src-main/engine/trainer/initialize-parameters';

interface OnnxGraph {
  readonly node: readonly { readonly op_type: string; readonly domain: string }[];
  readonly input: readonly { readonly name: string }[];
  readonly output: readonly { readonly name: string }[];
  readonly initializer: readonly { readonly name: string }[];
}
interface OnnxModel {
  readonly opset_import: readonly { readonly domain: string; readonly version: unknown }[];
  readonly graph: OnnxGraph;
  readonly metadata_props: readonly unknown[];
}
const read = (bytes: Uint8Array) => onnxModelType().toObject(onnxModelType().decode(bytes)) as OnnxModel;
const names = (values: readonly { readonly name: string }[]) => values.map(({ name }) => name);

const [TEAMS, PLAYERS, STATISTICS] = [4, 3, 5];
const shape: NetworkShape = {
  statistics: STATISTICS,
  embeddings: 10,
  embeddingWidth: 4,
  encoderWidths: [8, 8],
  heads: 2,
  dropout: 0.2,
  poolingMinutesShare: 0.3,
  minutesSumMinimum: 0,
  hasWinRateResidual: false,
  loss: 'listmle',
};
const ranker = createNetwork(shape, TEAMS, PLAYERS);

function rankerInputs(seed: number): HostTensors {
  const random = randomStream(seed, 'test.inputs');
  const draw = (length: number) => Float32Array.from({ length }, () => random.normal());
  return {
    embedding_indices: {
      dtype: 'int32',
      shape: [1, TEAMS, PLAYERS],
      data: Int32Array.from({ length: TEAMS * PLAYERS }, () => random.integer(11)),
    },
    player_stats: float32(draw(TEAMS * PLAYERS * STATISTICS), [1, TEAMS, PLAYERS, STATISTICS]),
    player_mask: float32(new Float32Array(TEAMS * PLAYERS).fill(1), [1, TEAMS, PLAYERS]),
    team_mask: float32(new Float32Array(TEAMS).fill(1), [1, TEAMS]),
    minutes: float32(new Float32Array(TEAMS * PLAYERS).fill(0.5), [1, TEAMS, PLAYERS]),
    not_read: float32(new Float32Array(2), [2]),
  };
}

function trainedStore(): ParameterStore {
  const { parameters } = createModelStore(ranker);
  initializeParameters(parameters, ranker.parameters, 3, plainRandomFiller);
  return parameters;
}

it('the ranker as a plain ONNX model agrees with eager tfjs, and uses no operation outside the standard', async () => {
  const parameters = trainedStore();
  const samples = [1, 2, 3].map(rankerInputs);
  const metadata = { family: 'deep-set-ranker' };
  const signature = signatureOf(samples[0]!);
  const bytes = encodeForwardModel({ forward: ranker.forward, parameters, signature, metadata });

  const executor = await createEagerExecutor({ backend: 'cpu' });
  const original = executor.forward(ranker.forward, parameters);
  const model = await openModel(bytes);
  const { largest } = await forwardDifference(original, model, samples);
  expect(largest).toBeLessThan(1e-5);
  const { scores } = await model.run(samples[0]!);
  expect(new Set(scores!.data).size).toBe(TEAMS);

  const { graph, opset_import, metadata_props } = read(bytes);
  expect(new Set(graph.node.map(({ domain }) => domain))).toEqual(new Set(['']));
  expect(opset_import.map(({ domain, version }) => [domain, Number(version)])).toEqual([['', 18]]);
  expect(names(graph.initializer)).toEqual(expect.arrayContaining(names(parameters.slots)));
  expect(names(graph.input)).not.toContain('not_read');
  expect(names(graph.input)).toContain('player_stats');
  expect(names(graph.output)).toEqual(expect.arrayContaining(['scores', 'attention']));
  expect(metadata_props).toEqual([{ key: 'family', value: 'deep-set-ranker' }]);
  model.dispose();
});

it('transposed stacks of matrices become products of the standard', async () => {
  const forward: ForwardFunction = ({ w }, { x }) => ({
    both: tf.matMul(x!, w!, true, true),
    right: tf.matMul(w!, w!, false, true),
  });
  const { parameters } = createModelStore({
    parameters: [
      { name: 'w', shape: [2, 3, 3], trainable: true, decay: false, block: 'w', initializer: { kind: 'ones' } },
    ],
  });
  parameters.value('w').set(Array.from({ length: 18 }, (_, at) => at / 10));
  const inputs = {
    x: float32(
      Float32Array.from({ length: 18 }, (_, at) => at - 7),
      [2, 3, 3],
    ),
  };
  const bytes = encodeForwardModel({ forward, parameters, signature: signatureOf(inputs), metadata: {} });
  expect(
    read(bytes)
      .graph.node.map(({ op_type }) => op_type)
      .sort(),
  ).toEqual(['MatMul', 'MatMul', 'Transpose', 'Transpose']);
  const executor = await createEagerExecutor({ backend: 'cpu' });
  const model = await openModel(bytes);
  const { largest } = await forwardDifference(executor.forward(forward, parameters), model, [inputs]);
  expect(largest).toBeLessThan(1e-5);
  model.dispose();
});

it('an output that shares a name with an input gets a name of its own', async () => {
  const forward: ForwardFunction = ({ w }, { x, v0 }) => ({ x: tf.mul(tf.mul(w!, x!), v0!) });
  const { parameters } = createModelStore({
    parameters: [{ name: 'w', shape: [2], trainable: true, decay: false, block: 'w', initializer: { kind: 'ones' } }],
  });
  parameters.value('w').set([3, 4]);
  const inputs = { x: float32(Float32Array.of(1, 2), [2]), v0: float32(Float32Array.of(10, 10), [2]) };
  const bytes = encodeForwardModel({ forward, parameters, signature: signatureOf(inputs), metadata: {} });
  const session = await InferenceSession.create(bytes);
  expect([session.inputNames, session.outputNames]).toEqual([['x', 'v0'], ['x_output']]);
  const result = await session.run({
    x: new Tensor('float32', [1, 2], [2]),
    v0: new Tensor('float32', [10, 10], [2]),
  });
  expect(Array.from(result['x_output']!.data as Float32Array)).toEqual([30, 80]);
  await session.release();
});
