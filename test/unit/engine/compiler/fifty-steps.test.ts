import { expect, it } from 'vitest';
import { optimizerConfigSchema } from '#contract/config/optimization';
import { createOnnxRuntimeExecutor } from '../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import type { ParameterStore } from '../../../../src-main/engine/backend/parameter-store';
import { graphNetwork } from '../../../../src-main/engine/bench/workloads/graph-network';
import { lstm } from '../../../../src-main/engine/bench/workloads/lstm';
import { ppo } from '../../../../src-main/engine/bench/workloads/ppo';
import { workloadBatch, workloadStore, type Workload } from '../../../../src-main/engine/bench/workloads/workload';
import { createOptimizer } from '../../../../src-main/engine/optimizers/registry';
import type { VectorKernels } from '../../../../src-main/engine/optimizers/vector-kernels';
import { createWasmVectorKernels } from '../../../../src-main/engine/optimizers/wasm-vector-kernels';
import { referenceStep } from './reference-step';

const STEPS = 50;
const LEARNING_RATE = 1e-3;
/** Adam divides by the root of the second moment: with its usual 1e-8, gradients that are rounding noise become whole steps. */
const ADAM = optimizerConfigSchema.parse({ kind: 'adam', epsilon: 1e-3 });

/** Gives the loss of one batch and leaves the gradients in the store. */
type Step = () => Promise<number>;

/** @returns the loss of each step */
async function train(store: ParameterStore, kernels: VectorKernels, step: Step): Promise<readonly number[]> {
  const optimizer = createOptimizer(ADAM, store, { kernels });
  const losses: number[] = [];
  for (let stepIndex = 0; stepIndex < STEPS; stepIndex++) {
    losses.push(await step());
    optimizer.step(store, { learningRate: LEARNING_RATE, stepIndex });
  }
  return losses;
}

/** The model's initial values where the optimiser works on them in place. */
function steppedStore(model: Workload) {
  const kernels = createWasmVectorKernels(workloadStore(model).values.length);
  return { kernels, store: workloadStore(model, 1, kernels.allocate) };
}

async function compiledRun(model: Workload) {
  const executor = await createOnnxRuntimeExecutor({ threads: 1 });
  const { store, kernels } = steppedStore(model);
  const training = executor.training(model.loss, store);
  const batch = workloadBatch(model);
  const losses = await train(store, kernels, async () => (await training.run(batch)).loss);
  await executor.dispose();
  return { losses, values: store.values };
}

async function referenceRun(model: Workload) {
  const { store, kernels } = steppedStore(model);
  const batch = workloadBatch(model);
  const losses = await train(store, kernels, async () => {
    const { loss, gradients } = referenceStep(model.loss, store, batch);
    store.gradients.set(gradients);
    return loss;
  });
  return { losses, values: store.values };
}

const MODELS: readonly Workload[] = [
  lstm({ width: 6, batch: 2, inputSteps: 4, outputSteps: 3, features: 3, headWidth: 5 }),
  lstm({ mode: 'free', width: 6, batch: 2, inputSteps: 4, outputSteps: 3, features: 3, headWidth: 5 }),
  // At width 4 its layer norms multiply rounding: values changed by 1e-7 end as far apart as the two executors do.
  graphNetwork({
    balls: 4,
    model: { hidden_dim: 8, num_heads: 2, num_layers: 1 },
    tables: { venues: 3, teams: 4, players: 20 },
  }),
  ppo({ batch: 1, mapSize: 16 }),
  ppo({ network: 'flatten', batch: 1, mapSize: 24 }),
];

it.each(MODELS.map((model) => [model.name, model] as const))(
  '%s is where eager tfjs is after 50 steps of Adam',
  async (_, model) => {
    const [compiled, eager] = [await compiledRun(model), await referenceRun(model)];
    const start = workloadStore(model).values;
    let [difference, movement] = [0, 0];
    eager.values.forEach((value, at) => {
      difference = Math.max(difference, Math.abs(compiled.values[at]! - value));
      movement = Math.max(movement, Math.abs(value - start[at]!));
    });
    // The largest movement of a parameter is about 50 steps of the rate; the two runs may part by a thousandth of it.
    expect(movement).toBeGreaterThan(5 * LEARNING_RATE);
    expect(difference / movement).toBeLessThan(1e-3);
    compiled.losses.forEach((loss, step) => {
      const scale = Math.max(Math.abs(eager.losses[step]!), 1e-2);
      // Rounding adds up from step to step: 1.07e-4 was the largest seen, by the flatten network on one position.
      expect(Math.abs(loss - eager.losses[step]!) / scale, `loss of step ${step}`).toBeLessThan(2e-4);
    });
    expect(eager.losses.at(-1)).toBeLessThan(eager.losses[0]!);
  },
);
