import { expect, it } from 'vitest';
import { createOnnxRuntimeExecutor } from '../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { mlp } from '../../../../src-main/engine/bench/workloads/mlp';
import { workloadBatch, workloadStore } from '../../../../src-main/engine/bench/workloads/workload';

const MEGABYTE = 2 ** 20;

it('takes no more memory after 10,000 steps than after 1,000', async () => {
  const workload = mlp({ rows: 16 });
  const executor = await createOnnxRuntimeExecutor({ threads: 1 });
  const step = executor.training(workload.loss, workloadStore(workload));
  const batch = workloadBatch(workload);
  const run = async (steps: number) => {
    for (let index = 0; index < steps; index++) await step.run(batch);
  };
  await run(1000);
  const before = process.memoryUsage().rss;
  await run(9000);
  const after = process.memoryUsage().rss;
  await executor.dispose();

  // A kilobyte lost a step would be 9 MB. The allowance is for garbage that V8 has not collected yet.
  expect((after - before) / MEGABYTE).toBeLessThan(24);
});
