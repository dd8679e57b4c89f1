import { studentInterval } from '../../statistics/describe';
import { cellValues, progressOf, runValue, seedStates } from '../cell-values';
import { directionSign } from '../tuning';
import type { CriterionRule } from './criterion-rule';
import { answered, count, pending } from './finding';

/** A variant against a baseline of the same split: the whole 95 % interval of the paired difference, or the mean alone. */
export const beatsBaseline: CriterionRule<'beats-baseline'> = (criterion, { plan, evidence }) => {
  const { variant, baseline, metric, by } = criterion;
  const cell = plan.variants.get(variant)!;
  const progress = progressOf(evidence, [cell]);
  if (progress.done < progress.total)
    return pending(`${progress.done} of ${count(progress.total, 'run')} done`, progress);
  const values = cellValues(evidence, cell, metric);
  const runs = seedStates(evidence, cell).map(({ run }) => run!);
  const sign = directionSign(metric);
  const ids = runs.map(({ runId }) => runId);
  const differences = runs.flatMap((run) => {
    const own = values.get(run.seed)?.value;
    const other = runValue({ metrics: run.baselines[baseline] ?? {}, status: 'done' }, metric);
    return own === undefined || other === null ? [] : [sign * (own - other)];
  });
  if (differences.length < runs.length) return answered(false, `${metric} of ${baseline} or of a seed is missing`, ids);
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const gain = `${metric} ${mean < 0 ? 'worse' : 'better'} than ${baseline} by ${Math.abs(mean).toPrecision(3)} over ${count(differences.length, 'seed')}`;
  if (by === 'mean') return answered(mean > 0, gain, ids);
  if (differences.length < 2) return answered(false, `${gain}: one seed has no interval, train more seeds`, ids);
  const { lower } = studentInterval(differences);
  return answered(
    lower > 0,
    `${gain}, the 95 % interval ${lower > 0 ? 'is above' : 'reaches'} zero (${lower.toPrecision(3)})`,
    ids,
  );
};
