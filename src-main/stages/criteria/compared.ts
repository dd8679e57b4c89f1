import { compareGroups } from '../../statistics/compare-groups';
import { StatisticsInputError } from '../../statistics/statistics-input-error';
import { ablationPairs } from '../ablation-plan';
import { cellValues, progressOf } from '../cell-values';
import type { Cell } from '../evidence';
import type { CriterionContext, CriterionRule } from './criterion-rule';
import { answered, count, pending } from './finding';

function pairsOf(pairs: 'ablations' | readonly (readonly [string, string])[], { plan }: CriterionContext) {
  if (pairs !== 'ablations') return pairs.map(([a, b]) => [plan.variants.get(a)!, plan.variants.get(b)!] as const);
  const byId = new Map(plan.ablations.map((cell) => [cell.id, cell]));
  const named = plan.ladder.ablations ? ablationPairs(plan.ladder.ablations) : [];
  return plan.ablations.length === 0 ? [] : named.map(([a, b]) => [byId.get(a)!, byId.get(b)!] as const);
}

/** Every pair has paired seeds with an interval and a verdict; what the verdict says is not asked here. */
export const compared: CriterionRule<'compared'> = ({ pairs: named }, context) => {
  const { plan, evidence } = context;
  const pairs = pairsOf(named, context);
  const cells = [...new Set(pairs.flat())];
  const progress = progressOf(evidence, cells);
  if (pairs.length === 0 || progress.done < progress.total)
    return pending(`${progress.done} of ${count(progress.total, 'run')} done`, progress);
  const refused = pairs.flatMap(([a, b]) => refusalOf(a, b, plan.ladder.metric, context) ?? []);
  const ids = cells.flatMap((cell) =>
    [...cellValues(evidence, cell, plan.ladder.metric).values()].map(({ runId }) => runId),
  );
  return answered(
    refused.length === 0,
    refused[0] ?? `${count(pairs.length, 'comparison')} over ${count(cells[0]!.seeds.length, 'paired seed')}`,
    ids,
  );
};

function refusalOf(a: Cell, b: Cell, metric: string, { evidence }: CriterionContext): string | null {
  const values = (cell: Cell) =>
    new Map([...cellValues(evidence, cell, metric)].map(([seed, { value }]) => [seed, value]));
  try {
    compareGroups(values(b), values(a));
    return null;
  } catch (error) {
    if (!(error instanceof StatisticsInputError)) throw error;
    return `${a.label} and ${b.label} cannot be compared: ${error.message} ${error.nextStep}`;
  }
}
