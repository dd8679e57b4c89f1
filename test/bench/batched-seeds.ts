import * as tf from '@tensorflow/tfjs-core';
import type { Scalar } from '@tensorflow/tfjs-core';
import type { LossFunction, NamedTensors } from '../../src-main/engine/backend/executor';
import { createOnnxRuntimeExecutor } from '../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { mlp } from '../../src-main/engine/bench/workloads/mlp';
import { ranker } from '../../src-main/engine/bench/workloads/ranker';
import { workloadBatch, workloadStore, type Workload } from '../../src-main/engine/bench/workloads/workload';
import { alternate } from './alternate';

/*
 * K models of one configuration in one graph against K steps one after the other, on one core: what `engine.batch_seeds`
 * could gain. Each copy has its own parameters and batch; gradients of the summed loss are those of the copies.
 *
 *   node test/bench/run.mjs batched-seeds [K]
 */
const BLOCKS = 150;
const seeds = Number(process.argv[2] ?? 3);
const prefix = (seed: number): string => `seed${seed}/`;

const withoutPrefix = (tensors: NamedTensors, seed: number): NamedTensors =>
  Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) =>
      name.startsWith(prefix(seed)) ? [[name.slice(prefix(seed).length), tensor] as const] : [],
    ),
  );

/** K copies of a workload as one. */
function copies(workload: Workload): Workload {
  const each = [...Array(seeds).keys()];
  const loss: LossFunction = (parameters, inputs) => {
    const losses = each.map((seed) => workload.loss(withoutPrefix(parameters, seed), withoutPrefix(inputs, seed)).loss);
    return { loss: tf.addN<Scalar>(losses), outputs: { losses: tf.stack(losses) } };
  };
  return {
    ...workload,
    parameters: each.flatMap((seed) =>
      workload.parameters.map((parameter) => ({ ...parameter, name: prefix(seed) + parameter.name })),
    ),
    inputs: Object.fromEntries(
      each.flatMap((seed) =>
        Object.entries(workload.inputs).map(([name, input]) => [prefix(seed) + name, input] as const),
      ),
    ),
    loss,
  };
}

for (const [name, workload] of [
  ['ranker', ranker()],
  ['mlp', mlp()],
] as const) {
  const executor = await createOnnxRuntimeExecutor({ threads: 1 });
  const single = [...Array(seeds).keys()].map((seed) => ({
    step: executor.training(workload.loss, workloadStore(workload, seed + 1)),
    batch: workloadBatch(workload, seed + 7),
  }));
  const together = copies(workload);
  const step = executor.training(together.loss, workloadStore(together));
  const batch = workloadBatch(together);
  await alternate(
    [
      {
        name: `${name}: ${seeds} steps`,
        round: async () => {
          for (const one of single) await one.step.run(one.batch);
        },
      },
      { name: `${name}: one graph of ${seeds}`, round: async () => void (await step.run(batch)) },
    ],
    BLOCKS,
  );
  await executor.dispose();
}
