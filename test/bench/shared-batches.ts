import { readdirSync, readFileSync } from 'node:fs';
import type { Executor } from '../../src-main/engine/backend/executor';
import { createOnnxRuntimeExecutor } from '../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { createTensorFlowExecutor } from '../../src-main/engine/backend/tensorflow/tensorflow-executor';
import { WORKLOADS } from '../../src-main/engine/bench/workloads/registry';
import { workloadBatch, workloadStore } from '../../src-main/engine/bench/workloads/workload';
import { workloadIdSchema } from '../../src-preload/contract/bench';

/*
 * What two threads that share a batch compute each, in processor time (Linux): the busier one is what a step takes at least
 * where both have a core. Beside it the same batch on one thread; steps alternate.
 *
 *   node test/bench/run.mjs shared-batches onnxruntime lstm-128 [rounds]
 *   ASSAY_TENSORFLOW_LIBRARY=<folder> node test/bench/run.mjs shared-batches tensorflow ppo-attention
 */
const [id = 'onnxruntime', workload = 'lstm-128', rounds = '12'] = process.argv.slice(2);
const LEAST_MS = 0.3;

const library = process.env['ASSAY_TENSORFLOW_LIBRARY'] ?? '';
const shared: Executor =
  id === 'tensorflow'
    ? await createTensorFlowExecutor({ library, threads: 2, parallel: 'batch', xla: false })
    : await createOnnxRuntimeExecutor({ threads: 2, parallel: 'batch' });
// Without a cut TensorFlow's function runs on one of its two threads; a second executor with others is refused.
const alone: Executor = id === 'tensorflow' ? shared : await createOnnxRuntimeExecutor({ threads: 1 });

/** @returns milliseconds that each thread of this process has computed */
const threadTimes = (): Map<string, number> =>
  new Map(
    readdirSync('/proc/self/task').map((thread) => {
      const [nanoseconds] = readFileSync(`/proc/self/task/${thread}/schedstat`, 'utf8').split(' ');
      return [thread, Number(nanoseconds) / 1e6];
    }),
  );

const model = WORKLOADS[workloadIdSchema.parse(workload)].create();
const inputs = workloadBatch(model);
const forms = [
  { name: 'one thread', step: alone.training(model.loss, workloadStore(model)) },
  { name: 'batch shared', step: shared.training(model.loss, workloadStore(model), model.cut) },
].map((form) => ({ ...form, steps: [] as number[][] }));

for (let round = -2; round < Number(rounds); round += 1) {
  for (const { step, steps } of forms) {
    const before = threadTimes();
    await step.run(inputs);
    const after = threadTimes();
    const spent = [...after].map(([thread, ms]) => ms - (before.get(thread) ?? 0));
    if (round >= 0) steps.push(spent.filter((ms) => ms > LEAST_MS).sort((a, b) => b - a));
  }
}

const least = (values: readonly number[]): string => Math.min(...values).toFixed(1);
for (const { name, steps } of forms) {
  const busiest = least(steps.map(([first = 0]) => first));
  const all = least(steps.map((threads) => threads.reduce((sum, ms) => sum + ms, 0)));
  console.log(
    `${id} ${model.name}, ${name}: busiest thread ${busiest} ms, all threads ${all} ms (least of ${steps.length})`,
  );
}
await shared.dispose();
await alone.dispose();
process.exit(0);
