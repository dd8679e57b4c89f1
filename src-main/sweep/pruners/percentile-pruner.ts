import { quantile } from '../../statistics/quantile';
import { GOES_ON, leastCost, shown, type PrunerFactory, type PrunerQuestion, type Verdict } from './pruner';

export interface PercentileConfig {
  /** Best share of the finished trials that a trial must keep up with, percent. */
  readonly percentile: number;
  readonly startup_trials: number;
  readonly warmup_steps: number;
  readonly interval_steps: number;
}

const finiteOf = (costs: readonly number[]): readonly number[] => {
  const end = costs.indexOf(Infinity);
  return end < 0 ? costs : costs.slice(0, end);
};

function judge(
  { percentile, startup_trials, warmup_steps, interval_steps }: PercentileConfig,
  question: PrunerQuestion,
): Verdict {
  const { history, step } = question;
  if (step <= warmup_steps || (step - warmup_steps - 1) % interval_steps !== 0) return GOES_ON;
  const others = history.finishedCostsAt(step);
  if (others.length === 0 || others.length < startup_trials) return GOES_ON;
  const finite = finiteOf(others);
  const best = leastCost(question);
  if (best === Infinity) return { prunes: true, reason: `no number so far, after ${step} steps` };
  if (finite.length === 0) return GOES_ON;
  const limit = quantile(finite, percentile / 100);
  const prunes = best > limit;
  const mark = percentile === 50 ? 'the median' : `the best ${percentile} %`;
  const relation = prunes ? 'is worse than' : 'keeps up with';
  return {
    prunes,
    reason: `best so far ${shown(history, best)} ${relation} ${mark} of ${finite.length} finished trials at step ${step}, ${shown(history, limit)}`,
  };
}

/**
 * Prunes a trial whose best value so far is worse than the percentile of the finished trials at the same step.
 * @see Golovin et al. (2017), Google Vizier, KDD (the median rule); Optuna's PercentilePruner, which this follows except that
 *   `startup_trials` counts the finished trials that got to this step
 */
export const createPercentilePruner: PrunerFactory<PercentileConfig> = (config) => ({
  judge: (question) => judge(config, question),
});

/** The median rule: {@link createPercentilePruner} at 50 %. */
export const createMedianPruner: PrunerFactory<Omit<PercentileConfig, 'percentile'>> = (config) =>
  createPercentilePruner({ ...config, percentile: 50 });
