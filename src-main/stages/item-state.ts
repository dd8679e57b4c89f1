import type { LadderItem } from '#contract/config/ladder';
import type { LadderItemState } from '#contract/stages';
import { evaluateCriterion } from './criteria/evaluate-criterion';
import type { Evidence } from './evidence';
import type { StagePlan } from './stage-plan';

/** Judges an item by what is there now. What is remembered of earlier looks only says why it turned back. */
export function itemState(item: LadderItem, plan: StagePlan, evidence: Evidence): LadderItemState {
  const finding = evaluateCriterion(item.evidence, { plan, item: item.id, evidence });
  const overrule = evidence.overrule(plan.stage.id, item.id);
  const lost = finding.isMet
    ? []
    : evidence.remembered(plan.stage.id, item.id).filter((runId) => !finding.evidence.includes(runId));
  const isSuperseded = lost.length > 0;
  const state = finding.isMet ? 'met' : overrule ? 'overruled' : isSuperseded ? 'superseded' : 'open';
  return {
    id: item.id,
    question: item.question,
    state,
    finding: finding.text,
    because: becauseOf(state, overrule?.note ?? '', lost),
    isAnswered: finding.isAnswered,
    evidence: [...finding.evidence],
    lost: [...lost],
    progress: finding.progress,
    overrule: overrule && { ...overrule },
  };
}

function becauseOf(state: LadderItemState['state'], note: string, lost: readonly string[]): string {
  if (state === 'overruled') return note;
  if (state !== 'superseded') return '';
  return `Was met by ${lost.join(', ')}, which ${lost.length === 1 ? 'is' : 'are'} in the trash, gone, or not what the stage asks for now. Restore ${lost.length === 1 ? 'it' : 'them'} or run the stage again.`;
}

/** @returns the item of a stage whose base is not decided yet */
export function blockedItem(
  { id, question }: LadderItem,
  waitsFor: string,
  evidence: Evidence,
  stage: string,
): LadderItemState {
  const overrule = evidence.overrule(stage, id);
  const lost = evidence.remembered(stage, id);
  const state = overrule ? 'overruled' : lost.length > 0 ? 'superseded' : 'open';
  return {
    id,
    question,
    state,
    finding: `waits for the decision of stage ${waitsFor}`,
    because: becauseOf(state, overrule?.note ?? '', lost),
    isAnswered: false,
    evidence: [],
    lost: [...lost],
    progress: null,
    overrule: overrule && { ...overrule },
  };
}
