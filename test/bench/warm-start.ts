import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { createOnnxRuntimeExecutor } from '../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { graphNetwork } from '../../src-main/engine/bench/workloads/graph-network';
import { lstm } from '../../src-main/engine/bench/workloads/lstm';
import { ranker } from '../../src-main/engine/bench/workloads/ranker';
import { workloadBatch, workloadStore, type Workload } from '../../src-main/engine/bench/workloads/workload';

/*
 * Everything before the second step, with an empty cache and with a filled one: trace, lowering, session, first step.
 *
 *   node test/bench/run.mjs warm-start
 */
const ROUNDS = 3;

async function firstStepMs(workload: Workload, folder: string): Promise<number> {
  const executor = await createOnnxRuntimeExecutor({ threads: 1, cache: { folder, identity: workload.name } });
  const step = executor.training(workload.loss, workloadStore(workload));
  const batch = workloadBatch(workload);
  const start = performance.now();
  await step.run(batch);
  const first = performance.now() - start;
  const again = performance.now();
  await step.run(batch);
  await executor.dispose();
  return first - (performance.now() - again);
}

for (const workload of [ranker(), lstm(), graphNetwork()]) {
  const [cold, warm]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const folder = mkdtempSync(path.join(tmpdir(), 'assay-steps-'));
    cold.push(await firstStepMs(workload, folder));
    warm.push(await firstStepMs(workload, folder));
    rmSync(folder, { recursive: true });
  }
  const least = (values: readonly number[]) => Math.min(...values).toFixed(0);
  console.log(
    `${workload.name.padEnd(28)} empty cache ${least(cold)} ms, filled ${least(warm)} ms (least of ${ROUNDS})`,
  );
}
console.log(`load ${loadavg()[0]!.toFixed(2)}`);
