import type { SamplerConfig } from '#contract/config/sweep';
import type { Parameters } from '#contract/sweeps';
import type { StudyHistory } from '../../history/study-history';
import { keyedRandom, type Uniform } from '../../random/trial-random';
import type { SearchSpace } from '../../space/search-space';
import type { SamplerFactory } from '../sampler';
import { parametersAt } from '../uniform-parameters';
import { ParzenEstimator, type Bandwidth, type GroupMember } from './parzen-estimator';
import { trialSplitter, type Row, type SplitTrials } from './split-trials';

type TpeConfig = Extract<SamplerConfig, { kind: 'tpe' }>;

/** Observations that count in full; older ones fade (Bergstra et al. 2013, Making a science of model search). */
const FULL_WEIGHTS = 25;

/** @returns 1 for the newest 25, falling to 1 / count for the oldest */
export function fadingWeights(count: number): readonly number[] {
  const faded = count - FULL_WEIGHTS;
  if (faded <= 0) return Array<number>(count).fill(1);
  const ramp = Array.from({ length: faded }, (_, index) =>
    faded === 1 ? 1 / count : 1 / count + (index * (1 - 1 / count)) / (faded - 1),
  );
  return [...ramp, ...Array<number>(FULL_WEIGHTS).fill(1)];
}

/**
 * Scott's rule with a factor of our own, and a floor as in hyperopt's magic clip. Kernels are a quarter as wide as Optuna's
 * joint form has them, a third for the others: with a joint density over ten and more parameters its 0.2 is so wide that
 * candidates are nearly random. Measured on the problems of `assay bench sweep` (docs/benchmarks.md).
 */
const bandwidth =
  (factor: number): Bandwidth =>
  (observations, dimensions) => {
    const scott = factor * Math.max(1, observations) ** (-1 / (dimensions + 4));
    return Math.max(FLOOR / Math.min(100, observations + 2), scott);
  };
const FLOOR = 0.15;
const GOOD_BANDWIDTH = bandwidth(0.05);
const OTHERS_BANDWIDTH = bandwidth(0.07);

/** @returns parameters that count under the same condition, in the order of the space: each group has a joint density */
function groupByCondition(space: SearchSpace): readonly (readonly GroupMember[])[] {
  const groups = new Map<string, GroupMember[]>();
  space.parameters.forEach((parameter, column) => {
    const { condition } = parameter;
    const key = condition === null ? '' : `${condition.parameter} ${[...condition.values].sort().join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), { parameter, column }]);
  });
  return [...groups.values()];
}

/** The parameters of a group count together: one stands for all. */
const hasAll = (group: readonly GroupMember[], row: Row): boolean => !Number.isNaN(row[group[0]!.column]!);

function suggestGroup(
  config: TpeConfig,
  group: readonly GroupMember[],
  split: SplitTrials,
  random: Uniform,
): Parameters {
  const estimate = (rows: readonly Row[], width: Bandwidth): ParzenEstimator => {
    const known = rows.filter((row) => hasAll(group, row));
    return new ParzenEstimator(group, known, fadingWeights(known.length), width);
  };
  const good = estimate(split.good, GOOD_BANDWIDTH);
  const candidates = Array.from({ length: config.candidates }, () => good.sample(random));
  const gain = good.logDensities(candidates);
  const loss = estimate(split.others, OTHERS_BANDWIDTH).logDensities(candidates);
  let best = 0;
  for (let index = 1; index < candidates.length; index += 1)
    if (gain[index]! - loss[index]! > gain[best]! - loss[best]!) best = index;
  return candidates[best]!;
}

/**
 * Tree-structured Parzen estimator: draws candidates where good trials are dense and takes the one for which the density of
 * good trials is largest against that of the others. Joint over the parameters that count together; parameters under a
 * condition have a density of their own.
 * @see Bergstra et al. (2011), Algorithms for hyper-parameter optimization, NIPS 24; docs/sweeps.md for where we differ
 */
export const createTpeSampler: SamplerFactory<TpeConfig> = (config, space) => {
  const groups = groupByCondition(space);
  const splitTrials = trialSplitter(space);
  return {
    suggest(history: StudyHistory, number: number): Parameters {
      const random = keyedRandom(config.seed, number);
      if (history.ended.length + history.warmTrials.length < config.startup_trials) return parametersAt(space, random);
      const split = splitTrials(history);
      let values: Parameters = {};
      for (const group of groups)
        if (space.isActive(group[0]!.parameter, values))
          values = { ...values, ...suggestGroup(config, group, split, random) };
      return values;
    },
  };
};
