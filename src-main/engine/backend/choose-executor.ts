import type { EngineConfig } from '#contract/config/engine';
import { NoExecutorError } from '#contract/errors/engine-errors';
import type { ExecutorId } from '#contract/ids';
import type { Executor, LossFunction } from './executor';
import type { HostTensors } from './host-tensor';
import type { ParameterStore } from './parameter-store';
import { createExecutor, EXECUTORS, type ExecutorOptions } from './registry';

/** The step that candidates are timed on: the run's own model and first batch. */
export interface MeasuredStep {
  readonly loss: LossFunction;
  /** Its values are read; its gradients are overwritten. */
  readonly parameters: ParameterStore;
  readonly inputs: HostTensors;
}

export interface ChosenExecutor {
  readonly executor: Executor;
  /** For the run record: `explicit`, or what `auto` measured. */
  readonly choice: string;
}

/**
 * What `auto` tries. The reference executor is for comparison and takes part only when all others fail; `tfjs-node` does
 * operation by operation what `tensorflow` does in one call of the same library.
 */
const LIGHT_CANDIDATES: readonly ExecutorId[] = ['onnxruntime', 'wasm'];
/**
 * Loading TensorFlow takes a second or two and 300 MB for the life of the worker, whether it wins or not. On steps shorter
 * than this it gains fractions of a millisecond at best (docs/benchmarks.md), so `auto` does not load it for them.
 */
const HEAVY_CANDIDATES: readonly ExecutorId[] = ['tensorflow'];
const WORTH_LOADING_MS = 5;
const MAX_STEPS = 8;
const BUDGET_MS = 150;

/** @returns milliseconds of the fastest of a few steps, after one that is not counted */
async function measure(executor: Executor, { loss, parameters, inputs }: MeasuredStep): Promise<number> {
  const training = executor.training(loss, parameters);
  try {
    await training.run(inputs);
    const end = performance.now() + BUDGET_MS;
    let best = Infinity;
    for (let step = 0; step < MAX_STEPS && performance.now() < end; step += 1) {
      const start = performance.now();
      await training.run(inputs);
      best = Math.min(best, performance.now() - start);
    }
    return best;
  } finally {
    training.dispose();
  }
}

type Trial =
  | { readonly id: ExecutorId; readonly executor: Executor; readonly ms: number }
  | { readonly id: ExecutorId; readonly failure: string };

async function tryCandidate(id: ExecutorId, step: MeasuredStep, options: ExecutorOptions): Promise<Trial> {
  let executor: Executor | undefined;
  try {
    executor = await createExecutor(id, options);
    return { id, executor, ms: await measure(executor, step) };
  } catch (error) {
    await executor?.dispose();
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}

const isAvailable = (id: ExecutorId): boolean => EXECUTORS[id].availability().available;

/** `0.9 ms against 2.1 ms (wasm); tfjs-node failed: ...` */
function describe(winner: { ms: number; id: ExecutorId }, trials: readonly Trial[]): string {
  const others = trials.filter((trial) => trial.id !== winner.id);
  const slower = others.flatMap((trial) => ('ms' in trial ? [`${trial.ms.toFixed(1)} ms (${trial.id})`] : []));
  const failed = others.flatMap((trial) => ('failure' in trial ? [`${trial.id} failed: ${trial.failure}`] : []));
  const against = slower.length > 0 ? ` against ${slower.join(', ')}` : '';
  return [`auto: ${winner.ms.toFixed(1)} ms${against}`, ...failed].join('; ');
}

const fastestMs = (trials: readonly Trial[]): number =>
  Math.min(...trials.map((trial) => ('ms' in trial ? trial.ms : Infinity)));

async function chooseFastest(ids: readonly ExecutorId[], step: MeasuredStep, options: ExecutorOptions) {
  const trials: Trial[] = [];
  for (const id of ids) {
    if (HEAVY_CANDIDATES.includes(id) && fastestMs(trials) < WORTH_LOADING_MS) continue;
    trials.push(await tryCandidate(id, step, options));
  }
  const ranked = trials.flatMap((trial) => ('ms' in trial ? [trial] : [])).sort((a, b) => a.ms - b.ms);
  const [winner, ...losers] = ranked;
  for (const { executor } of losers) await executor.dispose();
  return { winner, trials };
}

/**
 * The executor a configuration asks for. `auto` times each available candidate briefly (at most about 150 ms after its
 * first step; TensorFlow only where steps are long enough for it to pay) and says in `choice` what it measured and what failed.
 * @param surroundings cache and log of the executors
 * @throws ExecutorUnavailableError when a named executor is missing
 * @throws NoExecutorError when `auto` finds none that can run the step
 */
export async function chooseExecutor(
  config: EngineConfig,
  step: MeasuredStep,
  surroundings: Omit<ExecutorOptions, 'threads'> = {},
): Promise<ChosenExecutor> {
  const options = { ...surroundings, threads: config.threads };
  if (config.executor !== 'auto')
    return { executor: await createExecutor(config.executor, options), choice: 'explicit' };
  const first = await chooseFastest([...LIGHT_CANDIDATES, ...HEAVY_CANDIDATES].filter(isAvailable), step, options);
  if (first.winner) return { executor: first.winner.executor, choice: describe(first.winner, first.trials) };
  const fallback = await chooseFastest(['reference'], step, options);
  const trials = [...first.trials, ...fallback.trials];
  if (fallback.winner) return { executor: fallback.winner.executor, choice: describe(fallback.winner, trials) };
  throw new NoExecutorError(trials.flatMap((trial) => ('failure' in trial ? [`${trial.id}: ${trial.failure}`] : [])));
}
