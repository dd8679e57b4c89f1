import { progressOf, seedStates } from '../cell-values';
import type { CriterionRule } from './criterion-rule';
import { answered, count, pending } from './finding';

/** The baselines are there beside every result of a variant. */
export const baselinesStored: CriterionRule<'baselines'> = ({ variant, ids }, { plan, evidence }) => {
  const cell = plan.variants.get(variant)!;
  const progress = progressOf(evidence, [cell]);
  if (progress.done < progress.total)
    return pending(`${progress.done} of ${count(progress.total, 'run')} done`, progress);
  const runs = seedStates(evidence, cell).map(({ run }) => run!);
  const missing = ids.filter((id) => runs.some(({ baselines }) => baselines[id] === undefined));
  return answered(
    missing.length === 0,
    missing.length === 0 ? `${count(ids.length, 'baseline')} stored` : `no results of ${missing.join(', ')}`,
    runs.map(({ runId }) => runId),
  );
};
