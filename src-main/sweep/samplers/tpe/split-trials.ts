import type { Parameters, Trial } from '#contract/sweeps';
import type { StudyHistory } from '../../history/study-history';

/** A trial as the sampler weighs it. */
export interface Weighed {
  readonly parameters: Parameters;
  readonly cost: number;
}

/** Good trials and the others, each oldest first. */
export interface SplitTrials {
  readonly good: readonly Weighed[];
  readonly others: readonly Weighed[];
}

/** @returns how many of the trials count as good: a tenth, at most 25 (Bergstra et al. 2011, section 4; Optuna's default) */
export const goodCount = (ended: number): number => Math.min(25, Math.ceil(0.1 * ended));

/** Finished before pruned, pruned later before pruned earlier, failed last: the order in which Optuna sorts them too. */
interface Ranked extends Weighed {
  readonly place: number;
  readonly tier: number;
  readonly step: number;
}

function rankOf(history: StudyHistory, trial: Trial, place: number): Ranked {
  const cost = history.cost(trial.objective);
  const isFailed = trial.state === 'failed' || trial.state === 'masked' || cost === Number.POSITIVE_INFINITY;
  const tier = isFailed ? 2 : trial.state === 'pruned' ? 1 : 0;
  const step = tier === 1 ? (history.reportsOf(trial.number).at(-1)?.step ?? 0) : 0;
  return { parameters: trial.parameters, cost, place, tier, step };
}

const compare = (a: Ranked, b: Ranked): number =>
  a.tier - b.tier || b.step - a.step || (a.cost < b.cost ? -1 : a.cost > b.cost ? 1 : a.place - b.place);

/**
 * Splits what is known into good trials and others. Running trials are others: a parallel one is then drawn elsewhere
 * ("constant liar" with the worst value, as Optuna does it).
 */
export function splitTrials(history: StudyHistory): SplitTrials {
  const warm = history.warmTrials.map(({ parameters, objective }, index): Ranked => {
    return { parameters, cost: history.cost(objective), place: index - history.warmTrials.length, tier: 0, step: 0 };
  });
  const ended = history.ended.map((trial) => rankOf(history, trial, trial.number));
  const ranked = [...warm, ...ended].sort(compare);
  const count = goodCount(ranked.length);
  const running = history.trials.filter(({ state }) => state === 'running');
  const liars = running.map(({ parameters, number }): Ranked => {
    return { parameters, cost: Number.POSITIVE_INFINITY, place: number, tier: 3, step: 0 };
  });
  const oldestFirst = (a: Ranked, b: Ranked): number => a.place - b.place;
  return {
    good: ranked.slice(0, count).sort(oldestFirst),
    others: [...ranked.slice(count), ...liars].sort(oldestFirst),
  };
}
