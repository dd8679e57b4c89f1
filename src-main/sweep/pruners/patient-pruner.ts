import { GOES_ON, shown, type Pruner, type PrunerQuestion, type Verdict } from './pruner';

export interface Patience {
  /** Reports without a better value that are waited for. */
  readonly patience: number;
  readonly min_delta: number;
}

function judge({ patience, min_delta }: Patience, wrapped: Pruner | null, question: PrunerQuestion): Verdict {
  const { history, number } = question;
  const costs = history.reportsOf(number).map(({ value }) => history.cost(value));
  // The last patience + 1 reports are held against what came before them (Optuna's PatientPruner).
  if (costs.length <= patience + 1) return GOES_ON;
  const before = Math.min(...costs.slice(0, -patience - 1));
  const since = Math.min(...costs.slice(-patience - 1));
  if (since < before - min_delta || (before === Infinity && since < Infinity)) return GOES_ON;
  const waited = `no value better than ${shown(history, before)} in ${patience + 1} reports`;
  if (!wrapped) return { prunes: true, reason: waited };
  const verdict = wrapped.judge(question);
  return verdict.reason === '' ? verdict : { ...verdict, reason: `${waited}; ${verdict.reason}` };
}

/**
 * Asks another pruner only when a trial has not got better for a while.
 * @param wrapped null: patience alone decides
 */
export const createPatientPruner = (config: Patience, wrapped: Pruner | null): Pruner => ({
  judge: (question) => judge(config, wrapped, question),
});
