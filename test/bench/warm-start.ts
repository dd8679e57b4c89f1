import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import type { WorkloadId } from '#contract/bench';
import { createOnnxRuntimeExecutor } from '../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { WORKLOADS } from '../../src-main/engine/bench/workloads/registry';
import { workloadBatch, workloadStore, type Workload } from '../../src-main/engine/bench/workloads/workload';

/*
 * Everything before the second step, with an empty cache and with a filled one: trace, lowering, session, first step less
 * the second. Processor time and clock, ms, the least of three rounds.
 *
 *   node test/bench/run.mjs warm-start ranker lstm-256 graph-network-8
 */
const ROUNDS = 3;
const USUAL: readonly WorkloadId[] = ['ranker', 'lstm-256', 'graph-network-2', 'ppo-flatten', 'graph-attention'];

interface Cost {
  readonly processor: number;
  readonly clock: number;
}

async function costOf(run: () => Promise<unknown>): Promise<Cost> {
  const [before, start] = [process.cpuUsage(), performance.now()];
  await run();
  const { user, system } = process.cpuUsage(before);
  return { processor: (user + system) / 1000, clock: performance.now() - start };
}

async function startCost(workload: Workload, folder: string): Promise<Cost> {
  const executor = await createOnnxRuntimeExecutor({ threads: 1, cache: { folder, identity: workload.name } });
  const step = executor.training(workload.loss, workloadStore(workload));
  const batch = workloadBatch(workload);
  const first = await costOf(() => step.run(batch));
  const second = await costOf(() => step.run(batch));
  await executor.dispose();
  return { processor: first.processor - second.processor, clock: first.clock - second.clock };
}

const least = (costs: readonly Cost[]): string =>
  (['processor', 'clock'] as const).map((kind) => Math.min(...costs.map((cost) => cost[kind])).toFixed(0)).join(' / ');

const named = process.argv.slice(2) as WorkloadId[];
for (const id of named.length > 0 ? named : USUAL) {
  const workload = WORKLOADS[id].create();
  const [cold, warm]: [Cost[], Cost[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const folder = mkdtempSync(path.join(tmpdir(), 'assay-steps-'));
    cold.push(await startCost(workload, folder));
    warm.push(await startCost(workload, folder));
    rmSync(folder, { recursive: true });
  }
  console.log(`${id.padEnd(18)} processor / clock ms: empty cache ${least(cold)}, filled ${least(warm)}`);
}
console.log(`load ${loadavg()[0]!.toFixed(2)}`);
