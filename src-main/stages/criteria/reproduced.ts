import { cellValues } from '../cell-values';
import type { CriterionRule } from './criterion-rule';
import { answered, pending } from './finding';

/** Evaluating a checkpoint of the variant again gave its stored metric exactly. */
export const reproduced: CriterionRule<'reproduced'> = ({ variant, metric }, { plan, item, evidence }) => {
  const cell = plan.variants.get(variant)!;
  const runs = cellValues(evidence, cell, metric);
  if (runs.size === 0) return pending(`no finished run of ${cell.label} to evaluate`);
  const ids = [...runs.values()].map(({ runId }) => runId);
  const record = evidence
    .records(plan.stage.id, item)
    .findLast((entry) => entry.kind === 'evaluation' && ids.includes(entry.runId));
  if (record?.kind !== 'evaluation') return pending('not evaluated again');
  const isEqual = record.stored === record.measured;
  return answered(
    isEqual,
    isEqual
      ? `${record.checkpoint} gives ${metric} ${record.measured} again`
      : `${record.checkpoint} gives ${metric} ${record.measured}, stored is ${record.stored}`,
    [record.runId],
  );
};
