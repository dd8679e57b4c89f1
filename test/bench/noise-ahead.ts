import { createBenchStep } from '../../src-main/engine/bench/bench-step';
import { ranker } from '../../src-main/engine/bench/workloads/ranker';
import { workloadNoise } from '../../src-main/engine/bench/workloads/workload';
import { createOnnxRuntimeExecutor } from '../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
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
const filler = createWasmRandomFiller();
const noise = workloadNoise(workload);
const kept = noise.map(({ shape }) => new Float32Array(shape.reduce((a, b) => a * b, 1)));
let step = 0;

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
      name: 'noise alone, buffers kept',
      round: async () => {
        step++;
        for (const [i, spec] of noise.entries())
          filler.fillBernoulliMask(kept[i]!, spec.keep!, { seed: 1, stream: `noise.${spec.name}`, step });
      },
    },
    { name: 'noise alone', round: async () => void drawNoise(noise, 1, step++, filler) },
  ],
  BLOCKS,
);
const numbers = noise.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
console.log(`${numbers} numbers a step`);
await executor.dispose();
