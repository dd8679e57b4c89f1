import type { JobInput, MeasureModelOutput } from '#contract/jobs';
import type { ForwardPass, TrainingStep } from '../../engine/backend/executor';
import { chooseExecutor } from '../../engine/backend/choose-executor';
import { elementCount, type HostTensors } from '../../engine/backend/host-tensor';
import type { ParameterStore } from '../../engine/backend/parameter-store';
import type { ModelParameter, TrainingBatch } from '../../engine/families/family';
import { createWasmRandomFiller } from '../../engine/random/wasm-random-filler';
import type { RandomFiller } from '../../engine/random/random-filler';
import { drawNoise } from '../../engine/trainer/draw-noise';
import { initializeParameters } from '../../engine/trainer/initialize-parameters';
import { createModelStore } from '../../engine/trainer/model-store';
import type { JobContext } from './job-context';

type Input = JobInput & { kind: 'measure-model' };
type Row = MeasureModelOutput['rows'][number];

/** At least so many calls, and short ones for so long: the fastest of few is noise. */
const REPEATS = 5;
const BUDGET_MS = 300;

/** @returns milliseconds of the fastest of a few calls, after one that is not counted */
async function fastest(call: () => Promise<unknown>, signal: AbortSignal): Promise<number> {
  await call();
  let best = Infinity;
  const end = performance.now() + BUDGET_MS;
  for (let repeat = 0; repeat < REPEATS || performance.now() < end; repeat += 1) {
    signal.throwIfAborted();
    const start = performance.now();
    await call();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

interface Measured {
  readonly training: TrainingStep;
  readonly forward: ForwardPass;
  readonly signal: AbortSignal;
}

async function measureRow(
  { training, forward, signal }: Measured,
  samples: number,
  batch: TrainingBatch,
  noise: HostTensors,
): Promise<Row> {
  const forwardMs = await fastest(() => forward.run(batch.inputs), signal);
  const stepMs = await fastest(() => training.run({ ...batch.inputs, ...noise }), signal);
  return { samples, batchSamples: batch.samples, forwardMs, stepMs, memoryBytes: process.memoryUsage().rss };
}

/** Trainable parameters that no batch so far gave a gradient to. */
class DeadParameters {
  #candidates: readonly ModelParameter[];

  constructor(parameters: readonly ModelParameter[]) {
    this.#candidates = parameters.filter(({ trainable }) => trainable);
  }

  look(store: ParameterStore): void {
    this.#candidates = this.#candidates.filter(({ name }) => store.gradient(name).every((value) => value === 0));
  }

  byBlock(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { block, shape } of this.#candidates) counts[block] = (counts[block] ?? 0) + elementCount(shape);
    return counts;
  }
}

const withNoise = (batch: TrainingBatch, seed: number, filler: RandomFiller): HostTensors => ({
  ...batch.inputs,
  ...drawNoise(batch.noise, seed, 0, filler),
});

/**
 * Times forward pass and training step of a model on made-up batches of several sizes, with the executor that the
 * configuration asks for, and finds the parameters that never get a gradient.
 */
export async function measureModel(input: Input, context: JobContext): Promise<MeasureModelOutput> {
  const { config, seed, samples } = input;
  const family = await context.environment.loadFamily(config.family);
  const model = family.describe(config);
  const { parameters } = createModelStore(model);
  const filler = createWasmRandomFiller();
  initializeParameters(parameters, model.parameters, seed, filler);
  const first = withNoise(family.probe(config, samples[0]!), seed, filler);
  const step = { loss: model.loss, cut: model.cut, parameters, inputs: first };
  const { executor } = await chooseExecutor(config.engine, step, {});
  const training = executor.training(model.loss, parameters, model.cut);
  const forward = executor.forward(model.forward, parameters);
  const dead = new DeadParameters(model.parameters);
  const rows: Row[] = [];
  try {
    for (const [index, size] of samples.entries()) {
      context.progress(`timing a batch of ${size}`, index / samples.length);
      const batch = family.probe(config, size);
      const noise = drawNoise(batch.noise, seed, 0, filler);
      rows.push(await measureRow({ training, forward, signal: context.signal }, size, batch, noise));
      dead.look(parameters);
    }
    return { executor: executor.id, threads: executor.threads, rows, dead: dead.byBlock() };
  } finally {
    forward.dispose();
    training.dispose();
    await executor.dispose();
  }
}
