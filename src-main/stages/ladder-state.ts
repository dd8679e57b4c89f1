import type { Ladder } from '#contract/config/ladder';
import { FINISHED_STATUSES } from '#contract/runs';
import type { LadderStageState } from '#contract/stages';
import { standardDeviation } from '../statistics/moments';
import { cellValues, NO_WORK, progressOf, seedStates } from './cell-values';
import { decisionState } from './decision-state';
import type { Cell, Evidence } from './evidence';
import { blockedItem, itemState } from './item-state';
import { allCells, planStage, type StagePlan } from './stage-plan';

/** Plans of the stages whose base is known; a stage after an undecided one has none. */
export function planLadder(ladder: Ladder, evidence: Evidence): readonly (StagePlan | null)[] {
  const bases: (string | null)[] = [];
  let base: string | null = ladder.experiment;
  return ladder.stages.map((stage, index) => {
    bases.push(base);
    const plan = base === null ? null : planStage(ladder, index, base, matrixBase(ladder, evidence, base), evidence);
    if (stage.decision !== null) base = decidedBase(stage.id, evidence);
    return plan;
  });
}

/** The file that a decision wrote; it stays the base while the decision is superseded, so that later stages keep their evidence. */
function decidedBase(stage: string, evidence: Evidence): string | null {
  const decision = evidence.decision(stage);
  return decision !== null && evidence.fileExists(decision.wrote) ? decision.wrote : null;
}

/** @returns the file that ablation cells start from; null while the stage that they name is not decided */
export function matrixBase(ladder: Ladder, evidence: Evidence, stageBase: string): string | null {
  if (ladder.ablations === null) return null;
  const { on } = ladder.ablations;
  if (on === null) return ladder.experiment;
  return decidedBase(on, evidence) ?? (ladder.stages.length === 0 ? stageBase : null);
}

/** Judges every stage by what is there now. */
export function ladderStages(
  ladder: Ladder,
  evidence: Evidence,
  keyOf: (cell: Cell) => string,
): readonly LadderStageState[] {
  const plans = planLadder(ladder, evidence);
  return plans.map((plan, index) => (plan ? stageState(plan, evidence, keyOf) : blockedStage(ladder, index, evidence)));
}

function stageState(plan: StagePlan, evidence: Evidence, keyOf: (cell: Cell) => string): LadderStageState {
  const { stage, base, tuning } = plan;
  const items = stage.items.map((item) => itemState(item, plan, evidence));
  const decision = decisionState(plan, evidence);
  const cells = allCells(plan);
  const progress = progressOf(evidence, cells);
  const met = items.filter(({ state }) => state === 'met' || state === 'overruled').length;
  const isLost = items.some(({ state }) => state === 'superseded') || decision?.state === 'superseded';
  const isDecided = decision === null || decision.state === 'taken' || decision.state === 'overruled';
  return {
    id: stage.id,
    name: stage.name,
    goal: stage.goal,
    state: isLost
      ? 'evidence-lost'
      : progress.running + progress.queued > 0
        ? 'running'
        : isDecided && met === items.length
          ? 'done'
          : 'open',
    met,
    total: items.length,
    base,
    items,
    variants: [...plan.variants.values()].map((cell) => variantState(cell, plan, evidence, keyOf)),
    tuning: (tuning?.axes ?? []).map(({ key, isWaiting, values }) => ({
      key,
      isWaiting,
      values: values.map(({ value, mean, runIds, isBest }) => ({ value, mean, runIds: [...runIds], isBest })),
    })),
    study: studyState(plan),
    decision,
    progress,
    timeLeftMs: timeLeft(cells, evidence),
  };
}

function studyState({ stage, study }: StagePlan): LadderStageState['study'] {
  if (stage.study === null) return null;
  return { file: stage.study, found: study && { ...study, runIds: [...study.runIds] } };
}

function variantState(cell: Cell, { ladder }: StagePlan, evidence: Evidence, keyOf: (cell: Cell) => string) {
  const entries = [...cellValues(evidence, cell, ladder.metric).values()];
  const values = entries.map(({ value }) => value);
  return {
    id: cell.id,
    label: cell.label,
    groupKey: keyOf(cell),
    n: values.length,
    mean: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
    sd: values.length < 2 ? null : standardDeviation(values),
    runIds: entries.map(({ runId }) => runId),
  };
}

/** Mean training time of the finished runs of these cells, times the runs that are missing; null while none has finished. */
function timeLeft(cells: readonly Cell[], evidence: Evidence): number | null {
  const states = cells.flatMap((cell) => seedStates(evidence, cell));
  const finished = states.flatMap(({ run }) => (run && FINISHED_STATUSES.includes(run.status) ? [run.durationMs] : []));
  const missing = states.filter(({ state }) => state !== 'done').length;
  if (missing === 0) return 0;
  if (finished.length === 0) return null;
  return (finished.reduce((sum, value) => sum + value, 0) / finished.length) * missing;
}

function blockedStage(ladder: Ladder, index: number, evidence: Evidence): LadderStageState {
  const stage = ladder.stages[index]!;
  const waitsFor = ladder.stages.slice(0, index).findLast(({ decision }) => decision !== null)!.id;
  const items = stage.items.map((item) => blockedItem(item, waitsFor, evidence, stage.id));
  return {
    id: stage.id,
    name: stage.name,
    goal: stage.goal,
    state: items.some(({ state }) => state === 'superseded') ? 'evidence-lost' : 'blocked',
    met: items.filter(({ state }) => state === 'overruled').length,
    total: items.length,
    base: null,
    items,
    variants: Object.entries(stage.variants).map(([id, { label }]) => ({
      id,
      label,
      groupKey: null,
      n: 0,
      mean: null,
      sd: null,
      runIds: [],
    })),
    tuning: [],
    study: null,
    decision: stage.decision && {
      question: stage.decision.question,
      state: 'waiting',
      because: `waits for the decision of stage ${waitsFor}`,
      choices: [],
      proposal: null,
      taken: null,
    },
    progress: NO_WORK,
    timeLeftMs: null,
  };
}
