import { PipelineStepError, PipelineStepMissingError } from '#contract/errors/run-errors';
import { EXIT_CODE, toWorkbenchError } from '#contract/errors/workbench-error';
import type { RunStep } from '#contract/runs';
import type { PipelineStep, StepContext, StepFiles, StepOutputs } from './step';
import { stepKey, type PipelineIdentity } from './step-key';
import { partKey, type StepStore } from './step-store';

/** Lines of a step's log that its error carries. */
const LAST_LINES = 20;

/** Where a pipeline says what happens, and what it may use. */
export interface PipelineEnvironment {
  readonly identity: PipelineIdentity;
  readonly store: StepStore;
  readonly signal: AbortSignal;
  stepStarted(name: string): void;
  stepFinished(step: RunStep): void;
  phase(name: string, fraction: number | null): void;
  log(message: string, level: 'info' | 'warning'): void;
  /** The files and diagnostics of a step that is done, computed or read back. */
  publish(step: string, outputs: StepOutputs): Promise<void>;
}

/** What a pipeline that came to its end left. */
export interface PipelineOutcome {
  readonly steps: readonly RunStep[];
  /** By step: those that were needed. */
  readonly files: Readonly<Record<string, StepFiles>>;
}

/**
 * @returns the steps that `only` needs and itself, in order; all of them for null
 * @throws PipelineStepMissingError
 */
export function neededSteps(steps: readonly PipelineStep[], only: string | null): readonly PipelineStep[] {
  if (only === null) return steps;
  const names = steps.map(({ name }) => name);
  if (!names.includes(only)) throw new PipelineStepMissingError(only, names);
  const needed = new Set([only]);
  // From the back: a step only reads from steps before it.
  for (const step of [...steps].reverse()) if (needed.has(step.name)) step.inputs.forEach((name) => needed.add(name));
  return steps.filter(({ name }) => needed.has(name));
}

/**
 * Runs the steps of a pipeline in order. A step whose key is unchanged is read back from the store.
 *
 * @param steps in order: each reads only from steps before it
 * @param only  runs this step alone: it is computed even when the store has it, and nothing after it is
 * @throws PipelineStepError for the first step that fails; the signal's reason when it is aborted
 */
export async function runPipeline(
  steps: readonly PipelineStep[],
  only: string | null,
  environment: PipelineEnvironment,
): Promise<PipelineOutcome> {
  const keys = new Map<string, string>();
  const files: Record<string, StepFiles> = {};
  const finished: RunStep[] = [];
  for (const step of neededSteps(steps, only)) {
    environment.signal.throwIfAborted();
    const inputKeys = step.inputs.map((name) => keys.get(name)!);
    const key = stepKey(step, inputKeys, environment.identity);
    keys.set(step.name, key);
    const inputs = Object.fromEntries(step.inputs.map((name) => [name, files[name]!]));
    const { outputs, ...row } = await runStep(step, key, inputs, step.name === only, environment);
    files[step.name] = outputs.files;
    finished.push(row);
  }
  return { steps: finished, files };
}

async function runStep(
  step: PipelineStep,
  key: string,
  inputs: Readonly<Record<string, StepFiles>>,
  isForced: boolean,
  environment: PipelineEnvironment,
): Promise<RunStep & { readonly outputs: StepOutputs }> {
  const { store } = environment;
  const start = performance.now();
  const lines: string[] = [];
  environment.stepStarted(step.name);
  const ended = (exitCode: number, cached: boolean): RunStep => {
    const row = { name: step.name, exitCode, durationMs: performance.now() - start, cached };
    environment.stepFinished(row);
    return row;
  };
  try {
    const stored = isForced ? null : store.find(step.name, key);
    if (stored) await step.restore?.(stored.files);
    const outputs = stored ?? (await step.run(contextOf(step, key, inputs, lines, environment)));
    if (!stored) keep(step.name, key, outputs, environment);
    await environment.publish(step.name, outputs);
    return { ...ended(EXIT_CODE.done, stored !== null), outputs };
  } catch (error) {
    if (environment.signal.aborted) {
      ended(EXIT_CODE.interrupted, false);
      throw error;
    }
    const failure = toWorkbenchError(error);
    ended(failure.exitCode, false);
    throw new PipelineStepError(step.name, failure, lines.slice(-LAST_LINES));
  }
}

function keep(step: string, key: string, outputs: StepOutputs, environment: PipelineEnvironment): void {
  const reason = environment.store.keep(step, key, outputs);
  if (reason !== null) environment.log(`The outputs of ${step} could not be kept for other runs: ${reason}`, 'warning');
  environment.store.removeParts(step, key);
}

function contextOf(
  { name }: PipelineStep,
  key: string,
  inputs: StepContext['inputs'],
  lines: string[],
  environment: PipelineEnvironment,
): StepContext {
  const { store, signal } = environment;
  return {
    inputs,
    signal,
    phase: (detail, fraction) => environment.phase(`${name}: ${detail}`, fraction),
    log: (message) => {
      lines.push(message);
      environment.log(message, 'info');
    },
    async part(part, make) {
      const stored = store.find(name, partKey(key, part));
      if (stored) return stored.files;
      const files = await make();
      store.keep(name, partKey(key, part), { files, diagnostics: [] });
      return files;
    },
  };
}
