import { expect, it } from 'vitest';
import { optimizerConfigSchema } from '#contract/config/optimization';
import { createOnnxRuntimeExecutor } from '../../../../src-main/engine/backend/onnxruntime/onnxruntime-executor';
import type { ParameterStore } from '../../../../src-main/engine/backend/parameter-store';
import { graphNetwork } from '../../../../src-main/engine/bench/workloads/graph-network';
import { lstm } from '../../../../src-main/engine/bench/workloads/lstm';
import { ppo } from '../../../../src-main/engine/bench/workloads/ppo';
import { workloadBatch, workloadStore, type Workload } from '../../../../src-main/engine/bench/workloads/workload';
import { plainVectorKernels } from '../../../../src-main/engine/optimizers/plain-vector-kernels';
import { createOptimizer } from '../../../../src-main/engine/optimizers/registry';
import { referenceStep } from './reference-step';

const STEPS = 50;
const LEARNING_RATE = 1e-3;
/** Adam divides by the root of the second moment: with its usual 1e-8, gradients that are rounding noise become whole steps. */
const ADAM = optimizerConfigSchema.parse({ kind: 'adam', epsilon: 1e-3 });

/** Gives the loss of one batch and leaves the gradients in the store. */
type Step = () => Promise<number>;

/** @returns the loss of each step */
async function train(store: ParameterStore, step: Step): Promise<readonly number[]> {
  const optimizer = createOptimizer(ADAM, store, { kernels: plainVectorKernels });
  const losses: number[] = [];
  for (let stepIndex = 0; stepIndex < STEPS; stepIndex++) {
    losses.push(await step());
    optimizer.step(store, { learningRate: LEARNING_RATE, stepIndex });
  }
  return losses;
}

async function compiledRun(model: Workload, nudge = 0) {
  const executor = await createOnnxRuntimeExecutor({ threads: 1 });
  const store = workloadStore(model);
  store.values.forEach((v, i) => { store.values[i] = v * (1 + nudge * (i % 2 ? 1 : -1)); });
  const training = executor.training(model.loss, store);
  const batch = workloadBatch(model);
  const losses = await train(store, async () => (await training.run(batch)).loss);
  await executor.dispose();
  return { losses, values: store.values };
}

async function referenceRun(model: Workload) {
  const store = workloadStore(model);
  const batch = workloadBatch(model);
  const losses = await train(store, async () => {
    const { loss, gradients } = referenceStep(model.loss, store, batch);
    store.gradients.set(gradients);
    return loss;
  });
  return { losses, values: store.values };
}

const MODELS: readonly Workload[] = [
  lstm({ width: 6, batch: 2, inputSteps: 4, outputSteps: 3, features: 3, headWidth: 5 }),
  lstm({ mode: 'free', width: 6, batch: 2, inputSteps: 4, outputSteps: 3, features: 3, headWidth: 5 }),
  graphNetwork({ innings: 2, balls: 3, width: 4, heads: 2, layers: 1, window: 2, matchups: 3 }),
  ppo({ batch: 1, mapSize: 16 }),
  ppo({ network: 'flatten', batch: 1, mapSize: 24 }),
];

it.each([graphNetwork({ innings: 2, balls: 3, width: 4, heads: 2, layers: 1, window: 2, matchups: 3 }), graphNetwork({ innings: 2, balls: 3, width: 8, heads: 2, layers: 1, window: 2, matchups: 3 })].map((model) => [model.name, model] as const))(
  '%s is where eager tfjs is after 50 steps of Adam',
  async (_, model) => {
    const [compiled, eager] = [await compiledRun(model), await referenceRun(model)];
    const start = workloadStore(model).values;
    let [difference, movement] = [0, 0];
    eager.values.forEach((value, at) => {
      difference = Math.max(difference, Math.abs(compiled.values[at]! - value));
      movement = Math.max(movement, Math.abs(value - start[at]!));
    });
    const other = await compiledRun(model, 1e-7);
    const dist = (a: Float32Array, b: Float32Array) => a.reduce((m, v, i) => Math.max(m, Math.abs(v - b[i]!)), 0);
    const ld = (a: readonly number[], b: readonly number[]) => a.map((v, i) => Math.abs(v - b[i]!));
    console.log('movement', movement, 'compiled-eager', difference, 'compiled-perturbed', dist(compiled.values, other.values));
    console.log('loss', eager.losses[0], eager.losses.at(-1), 'err', Math.max(...ld(compiled.losses, eager.losses)), 'perturbed', Math.max(...ld(compiled.losses, other.losses)));
    const st = workloadStore(model);
    console.log(st.slots.map(({name, offset, length}) => [name, dist(compiled.values.subarray(offset, offset+length), eager.values.subarray(offset, offset+length))] as const).sort((a,b)=>b[1]-a[1]).slice(0,8));
  }, 60000);
