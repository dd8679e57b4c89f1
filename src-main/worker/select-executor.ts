import type { EngineConfig } from '#contract/config/engine';
import type { EngineRecord } from '#contract/runs';
import { chooseExecutor, type ChosenExecutor, type MeasuredStep } from '../engine/backend/choose-executor';
import type { ParameterStore } from '../engine/backend/parameter-store';
import { EXECUTORS, type ExecutorOptions } from '../engine/backend/registry';
import type { TrainingTask } from '../engine/families/family';
import type { RandomFiller } from '../engine/random/random-filler';
import { drawNoise } from '../engine/trainer/draw-noise';
import type { TrainingStart } from '../engine/trainer/training-setup';

/** What the choice is measured on. */
export interface SelectionContext {
  readonly task: TrainingTask;
  readonly parameters: ParameterStore;
  readonly filler: RandomFiller;
  /** Cache and log of the executor. */
  readonly surroundings: Omit<ExecutorOptions, 'threads' | 'parallel'>;
  readonly start: TrainingStart | null;
}

/**
 * A resumed run stays with what it began with, the executor and what its threads share: only then are its numbers the same
 * to the bit.
 * @returns null when this must be measured, or is said by the configuration
 */
async function earlierChoice(
  config: EngineConfig,
  step: MeasuredStep,
  { start, surroundings }: SelectionContext,
): Promise<ChosenExecutor | null> {
  const isOpen = config.executor === 'auto' || config.parallel === 'auto';
  if (!isOpen || start?.kind !== 'resume') return null;
  const { executor: id, parallel = 'operations' } = start.checkpoint.state.engine;
  if (!EXECUTORS[id].availability().available) return null;
  const chosen = await chooseExecutor({ ...config, executor: id, parallel }, step, surroundings);
  return { ...chosen, choice: config.executor === 'auto' ? `as the first attempt: ${id}` : 'explicit' };
}

/** A change of executor in the middle of a run is said, not made silently: its numbers differ in the last bits from here on. */
function missingNote(config: EngineConfig, { start }: SelectionContext): string {
  if (config.executor !== 'auto' || start?.kind !== 'resume') return '';
  const { executor: id } = start.checkpoint.state.engine;
  return EXECUTORS[id].availability().available ? '' : `${id} of the first attempt is gone; `;
}

function firstInputs({ task, filler }: SelectionContext) {
  const [batch] = task.epoch(0);
  return { ...batch!.inputs, ...drawNoise(batch!.noise, task.options.seed, 0, filler) };
}

/** @returns the executor of a run and the record of how it was chosen */
export async function selectExecutor(
  config: EngineConfig,
  context: SelectionContext,
): Promise<ChosenExecutor & { readonly engine: EngineRecord }> {
  const { task, parameters, surroundings } = context;
  const { loss, cut } = task.model;
  const step: MeasuredStep = { loss, cut, parameters, inputs: firstInputs(context) };
  const chosen = (await earlierChoice(config, step, context)) ?? (await chooseExecutor(config, step, surroundings));
  const { id, version, threads } = chosen.executor;
  const choice = `${missingNote(config, context)}${chosen.choice}`;
  const shared = chosen.parallel === 'batch' ? { parallel: chosen.parallel } : {};
  return { ...chosen, choice, engine: { executor: id, version, threads, ...shared, choice } };
}
