import { idsOf, progressOf, seedStates } from '../cell-values';
import type { Cell } from '../evidence';
import type { CriterionContext, CriterionRule } from './criterion-rule';
import { count, type Finding } from './finding';

/** @returns the cells that `of` names */
export function cellsOf(of: 'tuning' | 'ablations' | readonly string[], { plan }: CriterionContext): readonly Cell[] {
  if (of === 'tuning') return plan.tuning?.cells ?? [];
  if (of === 'ablations') return plan.ablations;
  return of.map((id) => plan.variants.get(id)!);
}

/** Every seed has a run that ended with a result. A run that diverged has ended; its value is another question. */
export const runsFinished: CriterionRule<'runs-finished'> = ({ of, seeds }, context): Finding => {
  const { plan, evidence } = context;
  const cells = cellsOf(of, context);
  const progress = progressOf(evidence, cells);
  const doneOf = (cell: Cell): number => seedStates(evidence, cell).filter(({ state }) => state === 'done').length;
  const isEnough = cells.every((cell) => doneOf(cell) >= Math.min(seeds ?? cell.seeds.length, cell.seeds.length));
  const isFewSeeds = seeds !== null && cells.some((cell) => cell.seeds.length < seeds);
  const isWhole = of !== 'tuning' || (plan.tuning?.isComplete ?? false);
  const isMet = cells.length > 0 && isEnough && isWhole && !isFewSeeds;
  const failed = progress.failed > 0 ? `, ${count(progress.failed, 'failed run')}` : '';
  const least = isFewSeeds ? `; the ladder has fewer than ${seeds} seeds` : '';
  return {
    isMet,
    isAnswered: isMet || (isEnough && isFewSeeds),
    text: `${progress.done} of ${count(progress.total, 'run')} done${failed}${isWhole ? '' : '; later axes wait for the best value'}${least}`,
    evidence: idsOf(evidence, cells),
    progress,
  };
};
