import type { ExperimentConfig } from '#contract/config/experiment';
import type { FamilyId } from '#contract/ids';

/** The experiments of one family. */
export type ExperimentOf<Id extends FamilyId> = Extract<ExperimentConfig, { readonly family: Id }>;

/**
 * Narrows an experiment to a family; the registry hands each family its own.
 * @throws RangeError when it belongs to another one: a fault of the caller
 */
export function experimentOf<Id extends FamilyId>(family: Id, experiment: ExperimentConfig): ExperimentOf<Id> {
  if (isOf(family, experiment)) return experiment;
  throw new RangeError(`An experiment of ${experiment.family} was handed to ${family}.`);
}

const isOf = <Id extends FamilyId>(family: Id, experiment: ExperimentConfig): experiment is ExperimentOf<Id> =>
  experiment.family === family;
