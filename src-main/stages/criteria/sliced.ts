import { progressOf, seedStates } from '../cell-values';
import { cellsOf } from './runs-finished';
import type { CriterionRule } from './criterion-rule';
import { answered, count, pending } from './finding';

/** Stored predictions of every seed can be cut by a slice. */
export const sliced: CriterionRule<'sliced'> = ({ of, slice }, context) => {
  const { evidence, plan } = context;
  const cells = cellsOf(of, context);
  const progress = progressOf(evidence, cells);
  if (progress.done < progress.total)
    return pending(`${progress.done} of ${count(progress.total, 'run')} done`, progress);
  const split = plan.ladder.metric.slice(0, plan.ladder.metric.indexOf('.'));
  const runs = cells.flatMap((cell) => seedStates(evidence, cell).flatMap(({ run }) => run ?? []));
  const cut = runs.map(({ runId }) => ({ runId, values: evidence.sliceValues(runId, split, slice) }));
  const missing = cut.filter(({ values }) => values === null).map(({ runId }) => runId);
  const values = cut[0]?.values ?? [];
  return answered(
    missing.length === 0,
    missing.length === 0
      ? `slice ${slice}, ${count(values.length, 'value')}`
      : `predictions of ${missing.join(', ')} cannot be cut by ${slice}: they are not stored or have no such column`,
    cut.filter(({ values: found }) => found !== null).map(({ runId }) => runId),
  );
};
