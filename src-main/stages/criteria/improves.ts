import { progressOf, seedStates } from '../cell-values';
import { directionSign } from '../tuning';
import type { CriterionRule } from './criterion-rule';
import { answered, count, pending } from './finding';

/** The best value of a curve is better than its first, for every seed. */
export const improves: CriterionRule<'improves'> = ({ variant, metric }, { plan, evidence }) => {
  const cell = plan.variants.get(variant)!;
  const progress = progressOf(evidence, [cell]);
  if (progress.done < progress.total)
    return pending(`${progress.done} of ${count(progress.total, 'run')} done`, progress);
  const sign = directionSign(metric);
  const curves = seedStates(evidence, cell).map(({ run }) => {
    const values = evidence.curve(run!.runId, metric).filter(Number.isFinite);
    const best = values.reduce((winner, value) => (sign * value > sign * winner ? value : winner), values[0] ?? NaN);
    return { runId: run!.runId, first: values[0], best, count: values.length };
  });
  const ids = curves.map(({ runId }) => runId);
  const bare = curves.find(({ count: points }) => points < 2);
  if (bare) return answered(false, `${metric} has fewer than two values in ${bare.runId}: train more epochs`, ids);
  const failing = curves.filter(({ first, best }) => !(sign * best > sign * first!));
  const [shown] = failing.length > 0 ? failing : curves;
  const text = `${metric} ${shown!.first!.toPrecision(4)} to ${shown!.best.toPrecision(4)} (${shown!.runId})`;
  return answered(
    failing.length === 0,
    failing.length === 0 ? text : `${text}: no better than at the start in ${count(failing.length, 'run')}`,
    ids,
  );
};
