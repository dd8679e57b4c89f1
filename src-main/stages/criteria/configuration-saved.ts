import type { CriterionRule } from './criterion-rule';
import { answered, pending } from './finding';

/** The file that the decision wrote is there. */
export const configurationSaved: CriterionRule<'configuration-saved'> = (_, { plan, evidence }) => {
  const decision = evidence.decision(plan.stage.id);
  if (!decision) return pending('the decision has not been taken');
  if (!evidence.fileExists(decision.wrote)) return pending(`${decision.wrote} has gone; decide again to write it`);
  return answered(true, decision.wrote, decision.evidence);
};
