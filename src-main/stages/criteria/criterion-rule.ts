import type { Criterion } from '#contract/config/ladder';
import type { Evidence } from '../evidence';
import type { StagePlan } from '../stage-plan';
import type { Finding } from './finding';

/** What a criterion is judged in. */
export interface CriterionContext {
  readonly plan: StagePlan;
  readonly item: string;
  readonly evidence: Evidence;
}

export type CriterionKind = Criterion['kind'];

/** Judges one kind of criterion. */
export type CriterionRule<K extends CriterionKind> = (
  criterion: Extract<Criterion, { kind: K }>,
  context: CriterionContext,
) => Finding;
