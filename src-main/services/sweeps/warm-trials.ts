import { WarmStartError } from '#contract/errors/sweep-errors';
import type { SweepConfig } from '#contract/config/sweep';
import type { StudyDefinition, Trial } from '#contract/sweeps';
import type { Store } from '../../store/store';
import { toSearchSpace, type SearchSpace } from '../../sweep/space/search-space';

/** Whether a trial of another study is a point of this space: the same parameters, each value within its range. */
function fits(space: SearchSpace, config: SweepConfig['space'], { parameters }: Trial): boolean {
  return space.parameters.every((parameter) => {
    const { name, dimension } = parameter;
    if (!space.isActive(parameter, parameters)) return true;
    const value = parameters[name];
    if (value === undefined) return false;
    if (dimension.kind === 'categorical') return dimension.indexOf(value) >= 0;
    const range = config[name]!;
    return range.kind !== 'categorical' && typeof value === 'number' && value >= range.low && value <= range.high;
  });
}

/**
 * @returns finished trials of the studies that a sweep names, as far as they are points of its space
 * @throws StudyNotFoundError, WarmStartError for a study of another objective
 */
export function warmTrialsOf(
  store: Store,
  sweep: SweepConfig,
  direction: StudyDefinition['direction'],
): StudyDefinition['warmTrials'] {
  const space = toSearchSpace(sweep.space);
  return sweep.warm_start.flatMap((studyId) => {
    const { key, definition } = store.studies.find(studyId);
    const { metric, split } = definition.sweep.objective;
    if (metric !== sweep.objective.metric || split !== sweep.objective.split || definition.direction !== direction)
      throw new WarmStartError(studyId, `its objective is ${split} ${metric} (${definition.direction})`);
    return store.trials
      .list(key)
      .filter((trial) => trial.state === 'done' && fits(space, sweep.space, trial))
      .map(({ parameters, objective }) => ({ parameters, objective: objective! }));
  });
}
