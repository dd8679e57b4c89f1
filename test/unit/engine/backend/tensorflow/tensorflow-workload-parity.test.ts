import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Executor } from '../../../../../src-main/engine/backend/executor';
import { createTensorFlowExecutor } from '../../../../../src-main/engine/backend/tensorflow/tensorflow-executor';
import { attentionBlock } from '../../../../../src-main/engine/bench/workloads/attention-block';
import { graphAttention } from '../../../../../src-main/engine/bench/workloads/graph-attention';
import { graphNetwork } from '../../../../../src-main/engine/bench/workloads/graph-network';
import { lstm } from '../../../../../src-main/engine/bench/workloads/lstm';
import { mlp } from '../../../../../src-main/engine/bench/workloads/mlp';
import { ppo } from '../../../../../src-main/engine/bench/workloads/ppo';
import { ranker } from '../../../../../src-main/engine/bench/workloads/ranker';
import { smallConvolution } from '../../../../../src-main/engine/bench/workloads/small-convolution';
import { workloadBatch, workloadStore, type Workload } from '../../../../../src-main/engine/bench/workloads/workload';
import { expectSameGradients, referenceStep, relativeError } from '../../compiler/reference-step';
import { describeWithTensorFlow } from './with-tensorflow';

/** Small graphs, which XLA compiles within seconds. */
const SMALL: readonly Workload[] = [
  mlp({ rows: 5, widths: [3, 4, 2] }),
  mlp(),
  ranker({ teams: 4, players: 3, embeddings: 10 }),
  attentionBlock({ batch: 3, steps: 5, width: 16, heads: 2 }),
  graphAttention({ nodes: 12, edges: 40, width: 16, heads: 2 }),
  smallConvolution({ batch: 2, size: 9 }),
];
/** Of thousands of nodes: XLA takes from 10 s to minutes for one, which is why `auto` does not try it. */
const LARGE: readonly Workload[] = [
  lstm({ width: 8, batch: 3, inputSteps: 4, outputSteps: 3, features: 5, headWidth: 6 }),
  lstm({ mode: 'free', width: 8, batch: 3, inputSteps: 4, outputSteps: 3, features: 5, headWidth: 6 }),
  graphNetwork({
    balls: 16,
    model: { variant: 'full', hidden_dim: 16, num_heads: 2 },
    tables: { venues: 3, teams: 4, players: 20 },
  }),
  ppo({ batch: 2, mapSize: 32 }),
  ppo({ network: 'flatten', batch: 2, mapSize: 32 }),
];
const CASES = [
  { id: 'tensorflow', xla: false, passing: 'vector', workloads: [...SMALL, ...LARGE] },
  { id: 'tensorflow', xla: false, passing: 'separate', workloads: [...SMALL, ...LARGE] },
  { id: 'tensorflow-xla', xla: true, passing: 'vector', workloads: SMALL },
  { id: 'tensorflow-xla', xla: true, passing: 'separate', workloads: SMALL },
] as const;

async function expectParity(executor: Executor, workload: Workload): Promise<void> {
  const store = workloadStore(workload);
  const batch = workloadBatch(workload);
  const expected = referenceStep(workload.loss, store, batch);
  const step = executor.training(workload.loss, store);

  const { loss, outputs } = await step.run(batch);

  expect(Math.abs(loss - expected.loss) / Math.abs(expected.loss)).toBeLessThan(1e-5);
  for (const [name, output] of Object.entries(expected.outputs)) {
    expect(relativeError(outputs[name]!.data, output)).toBeLessThan(1e-5);
  }
  expectSameGradients(store, expected.gradients);
  step.dispose();
}

describeWithTensorFlow('whole steps', (library) => {
  describe.each(CASES)('on $id, parameters passed $passing', ({ xla, passing, workloads }) => {
    let executor: Executor;
    beforeAll(async () => {
      executor = await createTensorFlowExecutor({ library, threads: 1, xla, passing });
    });
    afterAll(() => executor.dispose());

    it.each(workloads.map((workload) => [workload.name, workload] as const))(
      '%s agrees with eager tfjs',
      (_, workload) => expectParity(executor, workload),
    );
  });
});
