import type { EngineConfig, Parallel } from '#contract/config/engine';
import { BatchNotSharedError, NoExecutorError } from '#contract/errors/engine-errors';
import type { ExecutorId } from '#contract/ids';
import type { CutBatch } from './batch-parts';
import type { Executor, LossFunction } from './executor';
import type { HostTensors } from './host-tensor';
import type { ParameterStore } from './parameter-store';
import { createExecutor, EXECUTORS, type ExecutorEntry, type ExecutorOptions } from './registry';

/** The step that candidates are timed on: the run's own model and first batch. */
export interface MeasuredStep {
  readonly loss: LossFunction;
  /** Of the model, if it has one. */
  readonly cut?: CutBatch | undefined;
  /** Its values are read; its gradients are overwritten. */
  readonly parameters: ParameterStore;
  readonly inputs: HostTensors;
}

export interface ChosenExecutor {
  readonly executor: Executor;
  /** What its threads share. */
  readonly parallel: Parallel;
  /** For the run record: `explicit`, or what was measured. */
  readonly choice: string;
}

/** A way to run steps. */
interface Form {
  readonly id: ExecutorId;
  readonly parallel: Parallel;
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
async function measure(executor: Executor, { loss, cut, parameters, inputs }: MeasuredStep): Promise<number> {
  const training = executor.training(loss, parameters, cut);
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

/** Parts beside the first run on the threads of Node's pool, which are four; more were never measured. */
const MOST_PARTS = 4;

/** @returns the ways in which an executor may run the step under a configuration */
function formsOf(id: ExecutorId, { threads, parallel }: EngineConfig, { cut }: MeasuredStep): readonly Form[] {
  const entry: ExecutorEntry = EXECUTORS[id];
  const whole: Form = { id, parallel: 'operations' };
  const parts: Form = { id, parallel: 'batch' };
  if (threads === 1 || parallel === 'operations') return [whole];
  const canShare = threads <= MOST_PARTS && cut !== undefined && entry.sharesBatches === true;
  if (parallel === 'batch') return canShare ? [parts] : [];
  if (!canShare) return [whole];
  // TensorFlow keeps the threads of its first use, so a process can try one form of it; where batches can be cut, parts
  // were ahead on every model that was measured (docs/benchmarks.md).
  return HEAVY_CANDIDATES.includes(id) ? [parts] : [whole, parts];
}

type Trial = (Form & { readonly executor: Executor; readonly ms: number }) | (Form & { readonly failure: string });

async function tryForm(form: Form, step: MeasuredStep, options: ExecutorOptions): Promise<Trial> {
  let executor: Executor | undefined;
  try {
    executor = await createExecutor(form.id, { ...options, parallel: form.parallel });
    return { ...form, executor, ms: await measure(executor, step) };
  } catch (error) {
    await executor?.dispose();
    return { ...form, failure: error instanceof Error ? error.message : String(error) };
  }
}

const isAvailable = (id: ExecutorId): boolean => EXECUTORS[id].availability().available;

const nameOf = ({ id, parallel }: Form): string => (parallel === 'batch' ? `${id}, batch shared` : id);

/** `0.9 ms against 2.1 ms (wasm); tfjs-node failed: ...` */
function describe(how: string, winner: Extract<Trial, { ms: number }>, trials: readonly Trial[]): string {
  const others = trials.filter((trial) => trial.id !== winner.id || trial.parallel !== winner.parallel);
  const slower = others.flatMap((trial) => ('ms' in trial ? [`${trial.ms.toFixed(1)} ms (${nameOf(trial)})`] : []));
  const failed = others.flatMap((trial) => ('failure' in trial ? [`${nameOf(trial)} failed: ${trial.failure}`] : []));
  const shared = winner.parallel === 'batch' ? ', batch shared,' : '';
  const against = slower.length > 0 ? `${shared} against ${slower.join(', ')}` : shared.slice(0, -1);
  return [`${how}: ${winner.ms.toFixed(1)} ms${against}`, ...failed].join('; ');
}

const fastestMs = (trials: readonly Trial[]): number =>
  Math.min(...trials.map((trial) => ('ms' in trial ? trial.ms : Infinity)));

async function chooseFastest(forms: readonly Form[], step: MeasuredStep, options: ExecutorOptions) {
  const trials: Trial[] = [];
  for (const form of forms) {
    if (HEAVY_CANDIDATES.includes(form.id) && fastestMs(trials) < WORTH_LOADING_MS) continue;
    trials.push(await tryForm(form, step, options));
  }
  const ranked = trials.flatMap((trial) => ('ms' in trial ? [trial] : [])).sort((a, b) => a.ms - b.ms);
  const [winner, ...losers] = ranked;
  for (const { executor } of losers) await executor.dispose();
  return { winner, trials };
}

/** A named executor; only what its threads share may be left to measure. */
async function chooseForm(id: ExecutorId, config: EngineConfig, step: MeasuredStep, options: ExecutorOptions) {
  const forms = formsOf(id, config, step);
  if (forms.length === 0) throw new BatchNotSharedError(id, config.threads);
  if (forms.length > 1 && isAvailable(id)) {
    const { winner, trials } = await chooseFastest(forms, step, options);
    if (winner) return { ...winner, choice: describe('explicit', winner, trials) };
  }
  const { parallel } = forms[0]!;
  return { executor: await createExecutor(id, { ...options, parallel }), parallel, choice: 'explicit' };
}

/**
 * The executor a configuration asks for. `auto` times each available candidate briefly (at most about 150 ms after its
 * first step; TensorFlow only where steps are long enough for it to pay) and says in `choice` what it measured and what failed.
 * With several threads and a model that can cut its batches it also times what the threads share.
 * @param surroundings cache and log of the executors
 * @throws ExecutorUnavailableError when a named executor is missing
 * @throws BatchNotSharedError when threads are to share batches and cannot
 * @throws NoExecutorError when `auto` finds none that can run the step
 */
export async function chooseExecutor(
  config: EngineConfig,
  step: MeasuredStep,
  surroundings: Omit<ExecutorOptions, 'threads' | 'parallel'> = {},
): Promise<ChosenExecutor> {
  const options = { ...surroundings, threads: config.threads };
  if (config.executor !== 'auto') return chooseForm(config.executor, config, step, options);
  const candidates = [...LIGHT_CANDIDATES, ...HEAVY_CANDIDATES].filter(isAvailable);
  const forms = candidates.flatMap((id) => formsOf(id, config, step));
  if (forms.length === 0) throw new BatchNotSharedError('auto', config.threads);
  const first = await chooseFastest(forms, step, options);
  if (first.winner) return { ...first.winner, choice: describe('auto', first.winner, first.trials) };
  const fallback = await chooseFastest([{ id: 'reference', parallel: 'operations' }], step, options);
  const trials = [...first.trials, ...fallback.trials];
  if (fallback.winner) return { ...fallback.winner, choice: describe('auto', fallback.winner, trials) };
  throw new NoExecutorError(
    trials.flatMap((trial) => ('failure' in trial ? [`${nameOf(trial)}: ${trial.failure}`] : [])),
  );
}
