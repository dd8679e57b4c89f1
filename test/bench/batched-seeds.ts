import { createOnnxRuntimeExecutor } from '../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { mlp } from '../../src-main/engine/bench/workloads/mlp';
import { ranker } from '../../src-main/engine/bench/workloads/ranker';
import { workloadBatch, workloadStore } from '../../src-main/engine/bench/workloads/workload';
import { alternate } from './alternate';

/*
 * The steps of K models of one configuration in one call against K steps one after the other, on one core: what
 * `engine.batch_seeds` measures for itself on the run's own steps.
 *
 *   node test/bench/run.mjs batched-seeds [K] [blocks]
 */
const seeds = Number(process.argv[2] ?? 3);
const blocks = Number(process.argv[3] ?? 150);

for (const [name, workload] of [
  ['ranker', ranker()],
  ['mlp 17-128-64-1, 64 rows', mlp()],
  ['mlp 17-64-64-1, 32 rows', mlp({ rows: 32, widths: [17, 64, 64, 1] })],
  ['mlp 10-16-16-1, 16 rows', mlp({ rows: 16, widths: [10, 16, 16, 1] })],
] as const) {
  const executor = await createOnnxRuntimeExecutor({ threads: 1 });
  const members = [...Array(seeds).keys()].map((seed) => ({
    loss: workload.loss,
    parameters: workloadStore(workload, seed + 1),
  }));
  const batches = members.map((_, seed) => workloadBatch(workload, seed + 7));
  const alone = members.map(({ loss, parameters }) => executor.training(loss, parameters));
  const joint = executor.jointTraining!(members);
  await alternate(
    [
      {
        name: `${name}: ${seeds} steps`,
        round: async () => {
          for (const [seed, step] of alone.entries()) await step.run(batches[seed]!);
        },
      },
      { name: `${name}: ${seeds} in one call`, round: async () => void (await joint.run(batches)) },
    ],
    blocks,
  );
  const bits: string[] = [];
  const together = await joint.run(batches);
  const gradients = members.map(({ parameters }) => parameters.gradients.slice());
  for (const [seed, step] of alone.entries()) {
    const { loss } = await step.run(batches[seed]!);
    const own = members[seed]!.parameters.gradients;
    const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const apart = own.reduce((most, value, at) => Math.max(most, Math.abs(value - gradients[seed]![at]!)), 0);
    bits.push(loss === together[seed]!.loss && apart === 0 ? 'same bits' : `${(apart / largest).toExponential(1)} apart`);
  }
  console.log(`${name}: ${bits.join(', ')}`);
  await executor.dispose();
}
