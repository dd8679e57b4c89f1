import { heteroGnnSchema } from '#contract/config/hetero-gnn';
import { createOnnxRuntimeExecutor } from '../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { graphNetwork } from '../../src-main/engine/bench/workloads/graph-network';
import { workloadBatch, workloadNoise, workloadStore } from '../../src-main/engine/bench/workloads/workload';
import { createWasmRandomFiller } from '../../src-main/engine/random/wasm-random-filler';
import { drawNoise } from '../../src-main/engine/trainer/draw-noise';

/*
 * Memory and processor time of the packed network's training step at the lengths that innings are padded to, all of them
 * loaded as in a run; width 128, 3 layers, tables of all published matches. Workers run with the settings of the C library
 * that src-main/executors/worker-environment.ts names. Variant, innings, threads (which share the batch), lengths:
 *
 *   MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=4294967296 node test/bench/run.mjs cricket-memory base 2 1 96 123 128
 */
const ROUNDS = 6;
const [variant = 'base', innings = '2', threads = '1', ...given] = process.argv.slice(2);
const lengths = (given.length > 0 ? given : ['24', '64', '96', '116', '123', '128', '144']).map(Number);
const model = heteroGnnSchema.shape.model.parse({ variant });
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

const executor = await createOnnxRuntimeExecutor({
  threads: Number(threads),
  parallel: threads === '1' ? 'operations' : 'batch',
});
const forms = lengths.map((balls) => ({ balls, workload: graphNetwork({ innings: Number(innings), balls, model }) }));
const store = workloadStore(forms[0]!.workload, 1);
const { loss, cut } = forms[0]!.workload;
const training = executor.training(loss, store, cut);
const filler = createWasmRandomFiller();
const steps = forms.map(({ balls, workload }) => ({
  balls,
  samples: workload.sampleCount,
  inputs: { ...workloadBatch(workload), ...drawNoise(workloadNoise(workload), 1, 0, filler) },
  cpuMs: Infinity,
}));
console.log(
  `${variant}, ${innings} innings, threads ${threads}: ${megabytes(process.memoryUsage().rss)} before the first step`,
);
for (const { balls, inputs } of steps) {
  for (let round = 0; round < 2; round++) await training.run(inputs);
  console.log(`with ${balls} balls: ${megabytes(process.memoryUsage().rss)} resident`);
}
for (let round = 0; round < ROUNDS; round++) {
  for (const step of steps) {
    const before = process.cpuUsage();
    await training.run(step.inputs);
    const { user, system } = process.cpuUsage(before);
    step.cpuMs = Math.min(step.cpuMs, (user + system) / 1000);
  }
}
for (const { balls, samples, cpuMs } of steps)
  console.log(
    `${balls} balls: ${cpuMs.toFixed(0)} ms of processor time, ${((1000 * samples) / cpuMs).toFixed(0)} samples/s`,
  );
console.log(`largest: ${megabytes(1024 * process.resourceUsage().maxRSS)}`);
training.dispose();
await executor.dispose();
