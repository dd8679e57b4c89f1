import type { CriterionRule } from './criterion-rule';
import { answered, count } from './finding';

/** A query of the runs table finds enough finished or other runs; what the query asks is all that counts. */
export const queryFinds: CriterionRule<'query'> = ({ query, at_least: least }, { evidence }) => {
  const runs = evidence.query(query);
  const finding = answered(
    runs.length >= least,
    `${count(runs.length, 'run')} of ${least} needed: ${query}`,
    runs.map(({ runId }) => runId),
  );
  // Runs that would fit may still come, so "not yet" is no answer.
  return { ...finding, isAnswered: finding.isMet };
};
