import type { LadderDecisionRules } from '#contract/config/ladder';
import type { CarriedSetting, LadderDecisionState, Proposal } from '#contract/stages';
import { cellValues, idsOf, progressOf } from './cell-values';
import { evaluateCondition, type ConditionResult } from './conditions/evaluate-condition';
import { parseCondition } from './conditions/parse-condition';
import type { Evidence, StudyFacts } from './evidence';
import { allCells, isStudyComplete, type StagePlan } from './stage-plan';

/** @returns where the decision of a stage stands; null for a stage without one */
export function decisionState(plan: StagePlan, evidence: Evidence): LadderDecisionState | null {
  const { decision } = plan.stage;
  if (decision === null) return null;
  const taken = evidence.decision(plan.stage.id);
  const missing = missingWork(plan, evidence);
  const proposal = missing === null ? propose(plan, evidence) : null;
  const choices = [...plan.variants.values()].map(({ id, label }) => ({ id, label }));
  const common = { question: decision.question, choices, proposal, taken };
  if (taken === null)
    return missing === null
      ? { ...common, state: 'open', because: proposal!.because }
      : { ...common, state: 'waiting', because: missing };
  const turned = whyTurned(plan, evidence, proposal, missing);
  if (turned !== null) return { ...common, state: 'superseded', because: turned };
  return { ...common, state: taken.by === 'person' ? 'overruled' : 'taken', because: '' };
}

/** @returns what the stage still trains before it can be decided; null when everything has ended */
function missingWork(plan: StagePlan, evidence: Evidence): string | null {
  const { done, total } = progressOf(evidence, allCells(plan));
  if (done < total) return `${done} of ${total} runs done`;
  if (plan.tuning && !plan.tuning.isComplete) return 'the tuning is not complete';
  if (isStudyComplete(plan)) return null;
  const { study } = plan;
  return study
    ? `study ${study.studyId}: ${study.ended} of ${study.total} trials`
    : `the study ${plan.stage.study} has not begun`;
}

function whyTurned(
  plan: StagePlan,
  evidence: Evidence,
  proposal: Proposal | null,
  missing: string | null,
): string | null {
  const taken = evidence.decision(plan.stage.id)!;
  const present = new Set(evidenceOf(plan, evidence));
  const gone = taken.evidence.filter((id) => !present.has(id));
  if (gone.length > 0)
    return `It was taken on runs that are gone or no longer asked for: ${gone.join(', ')}. Restore them, or decide again.`;
  if (!evidence.fileExists(taken.wrote)) return `${taken.wrote} has gone. Restore it, or decide again to write it.`;
  if (missing !== null) return `The stage asks for more than was there when it was decided: ${missing}.`;
  // A person's word stands whatever the rules say; a rule's only as long as it says the same.
  if (taken.by !== 'rule' || proposal === null || proposal.by !== 'rule') return null;
  const isSame = JSON.stringify(shape(proposal.settings)) === JSON.stringify(shape(taken.settings));
  return proposal.choose === taken.choose && isSame
    ? null
    : `The rules now say ${proposal.choose ?? 'the base'}, not ${taken.choose ?? 'the base'}. Decide again.`;
}

const shape = (settings: readonly CarriedSetting[]) => settings.map(({ path, value }) => [path, value]);

/** @returns what the rules say to the evidence that is there */
export function propose(plan: StagePlan, evidence: Evidence): Proposal {
  const rules = plan.stage.decision!;
  const metric = rules.metric ?? plan.ladder.metric;
  const judged = rules.rules.map((rule) => ({
    rule,
    result: evaluateCondition(parseCondition(rule.when), {
      variants: plan.variants,
      evidence,
      metric,
      margin: rules.margin,
    }),
  }));
  const holding = judged.filter(({ result }) => result.holds).map(({ rule }) => rule);
  const followed = rules.mode === 'first' ? holding.slice(0, 1) : holding;
  const fallback = followed.length === 0 ? rules.otherwise : null;
  // In mode every nothing to add is an answer of the rules, not their failure.
  const isRuled = followed.length > 0 || (rules.mode === 'every' && rules.otherwise !== null);
  const outcomes = fallback ? [fallback] : followed;
  const choose = outcomes.flatMap((outcome) => outcome.choose ?? []).at(-1) ?? null;
  return {
    by: isRuled ? 'rule' : fallback ? 'fallback' : 'ask',
    choose,
    rules: judged.map(({ rule, result }) => ({ when: rule.when, holds: result.holds, because: rule.because })),
    because:
      outcomes.length === 0 ? 'No rule holds, so a person decides.' : outcomes.map(({ because }) => because).join(' '),
    numbers: [...distinct(judged.map(({ result }) => result))],
    settings: [...carriedSettings(plan, evidence, choose, outcomes)],
    evidence: [...evidenceOf(plan, evidence)],
  };
}

/** Runs of the stage's cells, and the best of its study. */
const evidenceOf = (plan: StagePlan, evidence: Evidence): readonly string[] => [
  ...new Set([...idsOf(evidence, allCells(plan)), ...(plan.study?.best ? [plan.study.best.runId] : [])]),
];

function distinct(results: readonly ConditionResult[]) {
  const byTerm = new Map(results.flatMap(({ numbers }) => numbers).map((number) => [number.term, number]));
  return byTerm.values();
}

type Outcome = Pick<LadderDecisionRules['rules'][number], 'set' | 'because'>;

/** @returns the keys that go on, with where each value came from; later ones win */
export function carriedSettings(
  plan: StagePlan,
  evidence: Evidence,
  choose: string | null,
  outcomes: readonly Outcome[],
): readonly CarriedSetting[] {
  const { stage, ladder, tuning, study } = plan;
  const settings = new Map<string, CarriedSetting>();
  const put = (values: Readonly<Record<string, CarriedSetting['value']>>, from: (path: string) => string): void => {
    for (const [path, value] of Object.entries(values)) settings.set(path, { path, value, from: from(path) });
  };
  put(ladder.settings, () => `ladder ${ladder.ladder}, every run`);
  if (tuning) put(tuning.carried, (path) => tuningWords(plan, path));
  if (study?.best) put(study.best.parameters, () => studyWords(stage.id, study));
  if (choose !== null) {
    const cell = plan.variants.get(choose)!;
    const values = [...cellValues(evidence, cell, ladder.metric).values()];
    const mean = values.reduce((sum, { value }) => sum + value, 0) / values.length;
    const numbers =
      values.length === 0 ? 'no finite value' : `${ladder.metric} ${mean.toPrecision(4)} over ${values.length} seeds`;
    put(stage.variants[choose]!.settings, () => `stage ${stage.id}, ${cell.label}: ${numbers}`);
  }
  for (const { set, because } of outcomes) put(set, () => `stage ${stage.id}: ${because}`);
  return [...settings.values()];
}

const studyWords = (stage: string, { studyId, ended, metric, best }: StudyFacts): string =>
  `stage ${stage}, best of ${ended} trials of study ${studyId} with ${metric} ${best!.objective.toPrecision(4)} (${best!.runId})`;

function tuningWords({ stage, tuning, ladder }: StagePlan, path: string): string {
  const axis = tuning!.axes.find(({ key }) => key === path)!;
  const best = axis.values.find(({ isBest }) => isBest)!;
  const tried = axis.values.map(({ value }) => String(value)).join(', ');
  return `stage ${stage.id}, best of ${tried} with ${ladder.metric} ${best.mean!.toPrecision(4)} (${best.runIds.join(', ')})`;
}
