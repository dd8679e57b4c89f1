import type { InspectOutput, JobInput } from '#contract/jobs';
import type { ParameterStore } from '../../engine/backend/parameter-store';
import type { ModelParameter, TrainingTask } from '../../engine/families/family';
import { clipByGlobalNorm } from '../../engine/optimizers/clip-by-global-norm';
import { createWasmRandomFiller } from '../../engine/random/wasm-random-filler';
import { drawNoise } from '../../engine/trainer/draw-noise';
import { initializeParameters } from '../../engine/trainer/initialize-parameters';
import { createModelStore } from '../../engine/trainer/model-store';
import { selectExecutor } from '../select-executor';
import { prepareContext, type JobContext } from './job-context';
import { describeParameters, describeWithoutData } from './model-blocks';

type InspectInput = JobInput & { kind: 'inspect' };

/** Weights and two moments. */
const CHECKPOINT_BYTES_PER_PARAMETER = 12;
const MEASURED_STEPS = 5;

/** The first batch, measured: one step that is not counted, then the fastest of a few. */
async function measureStep(input: InspectInput, task: TrainingTask) {
  const { parameters, kernels } = createModelStore(task.model);
  const filler = createWasmRandomFiller();
  initializeParameters(parameters, task.model.parameters, task.options.seed, filler);
  const selection = { task, parameters, filler, surroundings: {}, start: null };
  const { executor } = await selectExecutor(input.config.engine, selection);
  const training = executor.training(task.model.loss, parameters, task.model.cut);
  try {
    const [batch] = task.epoch(0);
    const inputs = { ...batch!.inputs, ...drawNoise(batch!.noise, task.options.seed, 0, filler) };
    const { loss } = await training.run(inputs);
    const gradientNorm = clipByGlobalNorm(parameters.gradients, Infinity, kernels);
    let milliseconds = Infinity;
    for (let step = 0; step < MEASURED_STEPS; step += 1) {
      const start = performance.now();
      await training.run(inputs);
      milliseconds = Math.min(milliseconds, performance.now() - start);
    }
    return { loss, gradientNorm, milliseconds, parameters };
  } finally {
    training.dispose();
    await executor.dispose();
  }
}

/** A trainable parameter whose whole gradient is exactly zero does not reach the loss. */
const hasNoGradient =
  (store: ParameterStore) =>
  (parameter: ModelParameter): boolean =>
    parameter.trainable && store.gradient(parameter.name).every((value) => value === 0);

async function inspectWithData(
  input: InspectInput,
  source: NonNullable<InspectInput['source']>,
  context: JobContext,
): Promise<InspectOutput> {
  const family = await context.environment.loadFamily(input.config.family);
  const task = await family.prepare(input.config, prepareContext(context, source, input.cacheFolder, input.seed));
  context.progress('measuring a step', null);
  const { loss, gradientNorm, milliseconds, parameters } = await measureStep(input, task);
  return {
    family: input.config.family,
    parameters: describeParameters(task.model, hasNoGradient(parameters)),
    estimate: {
      memoryBytes: process.resourceUsage().maxRSS * 1024,
      secondsPerEpoch: (milliseconds * task.stepsPerEpoch) / 1000,
    },
    preflight: {
      loss,
      gradientNorm,
      millisecondsPerStep: milliseconds,
      stepsPerEpoch: task.stepsPerEpoch,
      epochs: task.options.epochs,
      checkpointBytes: parameters.values.length * CHECKPOINT_BYTES_PER_PARAMETER,
      facts: [...task.facts],
    },
  };
}

/** The model of a configuration: from the configuration alone, or with one measured step on its data (pre-flight). */
export async function inspect(input: InspectInput, context: JobContext): Promise<InspectOutput> {
  if (input.source) return inspectWithData(input, input.source, context);
  const family = await context.environment.loadFamily(input.config.family);
  return describeWithoutData(family.id, family.describe(input.config));
}
