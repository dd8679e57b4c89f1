import { decisionState } from '../decision-state';
import type { CriterionRule } from './criterion-rule';
import { answered, pending } from './finding';

/** The decision of the stage was taken, and what it was taken on is still there. */
export const decided: CriterionRule<'decided'> = (_, { plan, evidence }) => {
  const state = decisionState(plan, evidence);
  if (state === null) return answered(false, 'this stage has no decision', []);
  const { taken } = state;
  if (state.state === 'taken' || state.state === 'overruled')
    return answered(
      true,
      `${taken!.choose ?? 'the base'} goes on, by ${taken!.by}: ${taken!.because}`,
      taken!.evidence,
    );
  return pending(state.because);
};
