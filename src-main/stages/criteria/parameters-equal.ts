import { seedStates } from '../cell-values';
import type { CriterionRule } from './criterion-rule';
import { answered, pending } from './finding';

/** A variant has exactly the stated number of parameters. */
export const parametersEqual: CriterionRule<'parameters'> = ({ variant, total }, { plan, evidence }) => {
  const cell = plan.variants.get(variant)!;
  const known = seedStates(evidence, cell).flatMap(({ run }) => {
    const parameters = run === null ? null : evidence.parameters(run.runId);
    return parameters === null ? [] : [{ runId: run!.runId, parameters }];
  });
  const [first] = known;
  if (!first) return pending(`no run of ${cell.label} has said its size`);
  const shown = first.parameters.toLocaleString('en-US');
  const isEqual = known.every(({ parameters }) => parameters === total);
  return answered(
    isEqual,
    isEqual ? `${shown} parameters` : `${shown} parameters, not ${total.toLocaleString('en-US')}`,
    known.map(({ runId }) => runId),
  );
};
