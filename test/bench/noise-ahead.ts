import { createBenchStep } from '../../src-main/engine/bench/bench-step';
import { ranker } from '../../src-main/engine/bench/workloads/ranker';
import { workloadBatch, workloadNoise, workloadStore } from '../../src-main/engine/bench/workloads/workload';
import { createOnnxRuntimeExecutor } from '../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import { createAheadRandomFiller } from '../../src-main/engine/random/ahead-random-filler';
import { createWasmRandomFiller } from '../../src-main/engine/random/wasm-random-filler';
import { drawNoise } from '../../src-main/engine/trainer/draw-noise';
import { alternate } from './alternate';

/*
 * What noise costs in a step of the ranker: the most that making it beside the step could gain (decision 0006).
 *
 *   node test/bench/run.mjs noise-ahead
 */
const BLOCKS = 150;

const workload = ranker();
const quiet = { ...workload, inputs: withoutDraw(workload.inputs) };
const executor = await createOnnxRuntimeExecutor({ threads: 1 });
const [whole, fixed] = [createBenchStep(workload, executor), createBenchStep(quiet, executor)];
const beside = executor.training(workload.loss, workloadStore(workload));
const plain = executor.training(workload.loss, workloadStore(workload));
const batch = workloadBatch(workload);
const filler = createWasmRandomFiller();
const ahead = createAheadRandomFiller();
const noise = workloadNoise(workload);
let step = 0;
let aheadStep = 0;

/** The same masks in every step. */
function withoutDraw(inputs: typeof workload.inputs): typeof workload.inputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, dtype, element }]) => [
      name,
      { shape, element, ...(dtype ? { dtype } : {}) },
    ]),
  );
}

await alternate(
  [
    { name: 'step', round: async () => void (await whole.run()) },
    { name: 'step, masks drawn once', round: async () => void (await fixed.run()) },
    {
      name: 'loss and gradients',
      round: async () => void (await plain.run({ ...batch, ...drawNoise(noise, 1, step++, filler) })),
    },
    {
      name: 'the same, noise beside it',
      round: async () => void (await beside.run({ ...batch, ...drawNoise(noise, 1, aheadStep++, ahead) })),
    },
    { name: 'noise alone', round: async () => void drawNoise(noise, 1, step++, filler) },
  ],
  BLOCKS,
);
const numbers = noise.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
console.log(`${numbers} numbers a step; ${ahead.readyDraws} draws of ${noise.length * aheadStep} were ready`);
ahead.dispose();
await executor.dispose();
