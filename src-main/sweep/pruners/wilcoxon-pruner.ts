import { wilcoxonSignedRankTest } from '../../statistics/wilcoxon-signed-rank-test';
import type { StudyHistory } from '../history/study-history';
import { GOES_ON, type PrunerFactory, type PrunerQuestion, type Verdict } from './pruner';

export interface WilcoxonConfig {
  readonly p_threshold: number;
  readonly startup_steps: number;
}

/** The exact test takes at most 300 differences; later steps say more than earlier ones. */
const MOST_STEPS = 300;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const costsOf = (history: StudyHistory, number: number): ReadonlyMap<number, number> =>
  new Map(history.reportsOf(number).map(({ step, value }) => [step, history.cost(value)]));

function judge({ p_threshold, startup_steps }: WilcoxonConfig, { history, number }: PrunerQuestion): Verdict {
  const { best } = history;
  if (!best) return GOES_ON;
  const bestCosts = costsOf(history, best.number);
  const own = costsOf(history, number);
  const differences = [...own]
    .map(([step, cost]) => cost - (bestCosts.get(step) ?? Number.NaN))
    .filter(Number.isFinite)
    .slice(-MOST_STEPS);
  if (differences.length < Math.max(1, startup_steps) || differences.every((difference) => difference === 0))
    return GOES_ON;
  const { p: twoSided } = wilcoxonSignedRankTest(differences);
  const isWorse = mean(differences) > 0;
  const p = isWorse ? twoSided / 2 : 1 - twoSided / 2;
  const prunes = isWorse && p < p_threshold;
  const reason = `against trial ${best.number} on ${differences.length} equal steps: worse with p = ${p.toPrecision(2)}, ${prunes ? 'below' : 'not below'} ${p_threshold}`;
  return { prunes, reason };
}

/**
 * Prunes a trial that is worse than the best one on the steps that both have, by a one-sided signed-rank test: for steps
 * that are comparable pieces of one evaluation (folds, episodes), not epochs of a curve.
 * @see Optuna's WilcoxonPruner; the test is exact here (statistics/wilcoxon-signed-rank-test.ts)
 */
export const createWilcoxonPruner: PrunerFactory<WilcoxonConfig> = (config) => ({
  judge: (question) => judge(config, question),
});
