import { progressOf, seedStates } from '../cell-values';
import { cellsOf } from './runs-finished';
import type { CriterionRule } from './criterion-rule';
import { answered, count, pending } from './finding';

/** No run has one of the diagnostics; with an empty list none of severity error. */
export const noDiagnostic: CriterionRule<'no-diagnostic'> = ({ of, ids }, context) => {
  const { evidence } = context;
  const cells = cellsOf(of, context);
  const progress = progressOf(evidence, cells);
  if (progress.done < progress.total)
    return pending(`${progress.done} of ${count(progress.total, 'run')} done`, progress);
  const runs = cells.flatMap((cell) => seedStates(evidence, cell).flatMap(({ run }) => run ?? []));
  const found = runs.flatMap(({ runId }) =>
    evidence
      .diagnostics(runId)
      .filter(({ id, severity }) => (ids.length === 0 ? severity === 'error' : ids.includes(id)))
      .map(({ message }) => `${runId}: ${message}`),
  );
  const what = ids.length === 0 ? 'no errors among the diagnostics' : `none of ${ids.join(', ')}`;
  return answered(
    found.length === 0,
    found.length === 0 ? `${what} in ${count(runs.length, 'run')}` : found[0]!,
    runs.map(({ runId }) => runId),
  );
};
