import { idsOf, progressOf, seedStates } from '../cell-values';
import type { Cell } from '../evidence';
import type { CriterionContext, CriterionRule } from './criterion-rule';
import { isStudyComplete } from '../stage-plan';
import { count, type Finding } from './finding';

/** @returns the cells that `of` names */
export function cellsOf(of: 'tuning' | 'ablations' | readonly string[], { plan }: CriterionContext): readonly Cell[] {
  if (of === 'tuning') return plan.tuning?.cells ?? [];
  if (of === 'ablations') return plan.ablations;
  return of.map((id) => plan.variants.get(id)!);
}

function studyText({ stage, study }: CriterionContext['plan']): readonly string[] {
  if (stage.study === null) return [];
  if (study === null) return [`the study ${stage.study} has not begun`];
  const { studyId, status, ended, total, metric, best } = study;
  const value = best ? `, best ${metric} ${best.objective.toPrecision(4)}` : '';
  return [`study ${studyId} (${status.replace('_', ' ')}): ${ended} of ${count(total, 'trial')}${value}`];
}

/** Every seed has a run that ended with a result. A run that diverged has ended; its value is another question. */
export const runsFinished: CriterionRule<'runs-finished'> = ({ of, seeds }, context): Finding => {
  const { plan, evidence } = context;
  const cells = cellsOf(of, context);
  const progress = progressOf(evidence, cells);
  const doneOf = (cell: Cell): number => seedStates(evidence, cell).filter(({ state }) => state === 'done').length;
  const isEnough = cells.every((cell) => doneOf(cell) >= Math.min(seeds ?? cell.seeds.length, cell.seeds.length));
  const isFewSeeds = seeds !== null && cells.some((cell) => cell.seeds.length < seeds);
  const isTuning = of === 'tuning';
  const isWhole = !isTuning || ((plan.tuning?.isComplete ?? true) && isStudyComplete(plan));
  const isAsked = cells.length > 0 || (isTuning && plan.stage.study !== null);
  const isMet = isAsked && isEnough && isWhole && !isFewSeeds;
  const failed = progress.failed > 0 ? `, ${count(progress.failed, 'failed run')}` : '';
  const least = isFewSeeds ? `; the ladder has fewer than ${seeds} seeds` : '';
  const words = [
    ...(cells.length > 0 || !isTuning ? [`${progress.done} of ${count(progress.total, 'run')} done`] : []),
    ...(isTuning && plan.tuning?.isComplete === false ? ['later axes wait for the best value'] : []),
    ...(isTuning ? studyText(plan) : []),
  ];
  return {
    isMet,
    isAnswered: isMet || (isEnough && isFewSeeds),
    text: `${words.join('; ')}${failed}${least}`,
    evidence: [...idsOf(evidence, cells), ...(isTuning ? (plan.study?.runIds ?? []) : [])],
    progress,
  };
};
