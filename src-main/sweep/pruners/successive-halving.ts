import { GOES_ON, shown, type PrunerFactory, type PrunerQuestion, type Verdict } from './pruner';

export interface HalvingConfig {
  /** Step of the first look when nothing is skipped. */
  readonly min_resource: number;
  /** Of the trials at a look one in so many goes on; each look comes so many times later than the one before. */
  readonly reduction_factor: number;
  /** Looks skipped at the beginning. */
  readonly min_early_stopping_rate: number;
}

/** The trials that compete with each other. */
export interface Competition {
  readonly name: string;
  readonly has: (number: number) => boolean;
}
const EVERYBODY: Competition = { name: 'all', has: () => true };

/** @returns the look that comes at a step, as its number from 0; null when none does */
function lookAt(
  { min_resource, reduction_factor, min_early_stopping_rate }: HalvingConfig,
  from: number,
  step: number,
): number | null {
  for (let look = 0; ; look += 1) {
    const due = min_resource * reduction_factor ** (min_early_stopping_rate + look);
    if (due > step) return null;
    if (due > from) return look;
  }
}

/**
 * One look of asynchronous successive halving: a trial goes on when its value is among the best 1 / reduction_factor of the
 * values that trials had at this look up to now, its own included. The first one always goes on: nothing waits for others.
 * @see Li et al. (2020), A system for massively parallel hyperparameter tuning, MLSys 2 (ASHA), in the form of Optuna's
 *   SuccessiveHalvingPruner
 */
export function judgeHalving(config: HalvingConfig, question: PrunerQuestion, competition = EVERYBODY): Verdict {
  const { history, number, step } = question;
  const before = history.reportsOf(number).at(-2)?.step ?? 0;
  const look = lookAt(config, before, step);
  if (look === null) return GOES_ON;
  const due = config.min_resource * config.reduction_factor ** (config.min_early_stopping_rate + look);
  const costs = history.costsReaching(due, competition.name, competition.has);
  const own = history.cost(history.reportsOf(number).at(-1)!.value);
  const places = Math.max(1, Math.floor(costs.length / config.reduction_factor));
  const limit = costs[places - 1]!;
  const prunes = own > limit || own === Infinity;
  const reason = `look ${look + 1} at step ${due}: ${shown(history, own)} is ${prunes ? 'not ' : ''}among the best ${places} of ${costs.length} (${shown(history, limit)})`;
  return { prunes, reason };
}

/** {@link judgeHalving} with all trials in one competition. */
export const createAshaPruner: PrunerFactory<HalvingConfig> = (config) => ({
  judge: (question) => judgeHalving(config, question),
});
