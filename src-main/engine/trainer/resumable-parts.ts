import type { TrainingState } from '#contract/checkpoint-files';
import { WorkbenchError } from '#contract/errors/workbench-error';
import { float32, type HostTensors } from '../backend/host-tensor';
import type { Optimizer } from '../optimizers/optimizer';
import type { Schedule, ScheduleState } from '../schedules/schedule';
import type { PatienceCounter } from './patience-counter';

/** The objects of a loop that carry something from step to step or from epoch to epoch. */
export interface ResumableParts {
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly earlyStopping: PatienceCounter;
  readonly notLearning: PatienceCounter;
}

/** @returns copies of the optimiser's buffers: the content of `optimizer.safetensors` */
export const optimizerTensors = (optimizer: Optimizer): HostTensors =>
  Object.fromEntries(
    Object.entries(optimizer.state()).map(([name, data]) => [name, float32(data.slice(), [data.length])]),
  );

function restoreOptimizer(optimizer: Optimizer, tensors: HostTensors): void {
  const buffers = Object.entries(tensors).map(([name, { data }]) => [name, data as Float32Array] as const);
  optimizer.restore(Object.fromEntries(buffers));
}

/**
 * Takes over everything that a checkpoint of the same run holds.
 * @throws OptimizerStateError, ScheduleStateError when it belongs to another configuration
 */
export function restoreParts(parts: ResumableParts, tensors: HostTensors, state: TrainingState): void {
  restoreOptimizer(parts.optimizer, tensors);
  parts.schedule.restore(state.schedule as ScheduleState);
  parts.earlyStopping.restore(state.earlyStopping);
  parts.notLearning.restore(state.notLearning);
}

/**
 * For a fork, whose configuration may name another optimiser: takes over its buffers where they fit.
 * @returns why they do not fit; null when they were taken over
 */
export function restoreOptimizerIfItFits(optimizer: Optimizer, tensors: HostTensors): WorkbenchError | null {
  try {
    restoreOptimizer(optimizer, tensors);
    return null;
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
}
