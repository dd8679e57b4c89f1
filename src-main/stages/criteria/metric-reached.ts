import { cellValues, progressOf } from '../cell-values';
import { directionSign } from '../tuning';
import type { CriterionRule } from './criterion-rule';
import { answered, count, pending } from './finding';

const digits = (value: number): string => String(Number(value.toPrecision(4)));

/** A metric of a variant, over its seeds, against a threshold. */
export const metricReached: CriterionRule<'metric'> = (criterion, { plan, evidence }) => {
  const { variant, metric, statistic, at_least: least, at_most: most } = criterion;
  const cell = plan.variants.get(variant)!;
  const progress = progressOf(evidence, [cell]);
  const known = [...cellValues(evidence, cell, metric).values()];
  if (progress.done < progress.total)
    return pending(`${metric} of ${cell.label}: ${progress.done} of ${count(progress.total, 'run')} done`, progress);
  const ids = known.map(({ runId }) => runId);
  if (known.length < progress.total)
    return answered(
      false,
      `${metric} of ${cell.label} is not a finite number for ${count(progress.total - known.length, 'seed')}`,
      ids,
    );
  const values = known.map(({ value }) => value).sort((a, b) => directionSign(metric) * (a - b));
  const value = {
    mean: values.reduce((sum, one) => sum + one, 0) / values.length,
    worst: values[0]!,
    best: values.at(-1)!,
  }[statistic];
  const isMet = (least === null || value >= least) && (most === null || value <= most);
  const bounds = [least === null ? '' : `at least ${least}`, most === null ? '' : `at most ${most}`].filter(Boolean);
  return answered(
    isMet,
    `${statistic} ${metric} ${digits(value)} of ${count(values.length, 'seed')} is ${isMet ? '' : 'not '}${bounds.join(' and ') || 'there'}`,
    ids,
  );
};
