import type { EngineConfig } from '#contract/config/engine';
import type { EngineRecord } from '#contract/runs';
import { chooseExecutor, type ChosenExecutor } from '../engine/backend/choose-executor';
import type { ParameterStore } from '../engine/backend/parameter-store';
import { createExecutor, EXECUTORS, type ExecutorOptions } from '../engine/backend/registry';
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
  readonly surroundings: Omit<ExecutorOptions, 'threads'>;
  readonly start: TrainingStart | null;
}

/**
 * A resumed run stays with the executor it began with: only then are its numbers the same to the bit.
 * @returns null when `auto` must measure
 */
async function earlierChoice(
  config: EngineConfig,
  { start, surroundings }: SelectionContext,
): Promise<ChosenExecutor | null> {
  if (config.executor !== 'auto' || start?.kind !== 'resume') return null;
  const { executor: id } = start.checkpoint.state.engine;
  if (!EXECUTORS[id].availability().available) return null;
  return {
    executor: await createExecutor(id, { ...surroundings, threads: config.threads }),
    choice: `as the first attempt: ${id}`,
  };
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
  const chosen =
    (await earlierChoice(config, context)) ??
    (await chooseExecutor(config, { loss: task.model.loss, parameters, inputs: firstInputs(context) }, surroundings));
  const { id, version, threads } = chosen.executor;
  const choice = `${missingNote(config, context)}${chosen.choice}`;
  return { ...chosen, choice, engine: { executor: id, version, threads, choice } };
}
