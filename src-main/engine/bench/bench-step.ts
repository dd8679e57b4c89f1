import { optimizerConfigSchema } from '#contract/config/optimization';
import type { Executor } from '../backend/executor';
import { clipByGlobalNorm } from '../optimizers/clip-by-global-norm';
import { createOptimizer } from '../optimizers/registry';
import { createWasmVectorKernels } from '../optimizers/wasm-vector-kernels';
import { elementCount } from '../backend/host-tensor';
import { createWasmRandomFiller } from '../random/wasm-random-filler';
import { drawNoise } from '../trainer/draw-noise';
import { workloadBatch, workloadNoise, workloadStore, type Workload } from './workloads/workload';

/** So small that thousands of steps on one batch change neither the numbers' range nor the work. */
const LEARNING_RATE = 1e-6;
const WEIGHT_DECAY = 0.01;
const MAX_GRADIENT_NORM = 1;
const SEED = 1;

/** A whole training step on one made-up batch, again and again. */
export interface BenchStep {
  /** @returns the loss before the update */
  run(): Promise<number>;
  dispose(): void;
}

/**
 * What the trainer does in a step, without its bookkeeping: dropout masks drawn, loss and gradients, the norm clipped at 1,
 * AdamW in place. Peers do the same.
 * @param batch made up where none is given
 */
export function createBenchStep(workload: Workload, executor: Executor, batch = workloadBatch(workload)): BenchStep {
  const kernels = createWasmVectorKernels(workload.parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0));
  const store = workloadStore(workload, SEED, kernels.allocate);
  const config = optimizerConfigSchema.parse({ kind: 'adamw', weight_decay: WEIGHT_DECAY });
  const optimizer = createOptimizer(config, store, { kernels });
  const training = executor.training(workload.loss, store, workload.cut);
  const noise = workloadNoise(workload);
  const filler = createWasmRandomFiller();
  let stepIndex = 0;
  return {
    async run() {
      const { loss } = await training.run({ ...batch, ...drawNoise(noise, SEED, stepIndex, filler) });
      clipByGlobalNorm(store.gradients, MAX_GRADIENT_NORM, kernels);
      optimizer.step(store, { learningRate: LEARNING_RATE, stepIndex });
      stepIndex += 1;
      return loss;
    },
    dispose: () => training.dispose(),
  };
}
