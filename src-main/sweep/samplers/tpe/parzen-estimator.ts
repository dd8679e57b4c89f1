import type { Parameters } from '#contract/sweeps';
import type { Uniform } from '../../random/trial-random';
import type { SpaceParameter } from '../../space/search-space';
import { CategoricalDensity, ContinuousDensity, DiscreteDensity, type DimensionDensity } from './dimension-density';

/** An observation: the values of the parameters of one group. */
export type Observation = Parameters;

/** Width of the kernels for a number of observations and of numeric dimensions, as a share of the range. */
export type Bandwidth = (observations: number, dimensions: number) => number;

/**
 * A joint density over some parameters: one kernel around each observation, a product over the dimensions, and the prior,
 * all weighted.
 * @see Bergstra et al. (2011), Algorithms for hyper-parameter optimization, NIPS 24; Falkner et al. (2018), BOHB, ICML 35
 *   (the joint form); Watanabe (2023), Tree-structured Parzen estimator, arXiv:2304.11127
 */
export class ParzenEstimator {
  readonly #densities: readonly DimensionDensity[];
  /** Weights summed up to each kernel, the prior's last; the last one is 1. */
  readonly #cumulative: Float64Array;
  readonly #logWeights: Float64Array;

  /**
   * @param weights of the observations, above 0; the prior weighs 1 beside them
   */
  constructor(
    private readonly parameters: readonly SpaceParameter[],
    observations: readonly Observation[],
    weights: readonly number[],
    bandwidth: Bandwidth,
  ) {
    const width = bandwidth(observations.length, parameters.length);
    this.#densities = parameters.map((parameter) => densityOf(parameter, observations, width));
    const all = [...weights, 1];
    const total = all.reduce((sum, weight) => sum + weight, 0);
    this.#logWeights = Float64Array.from(all, (weight) => Math.log(weight / total));
    let sum = 0;
    this.#cumulative = Float64Array.from(all, (weight) => (sum += weight / total));
  }

  sample(random: Uniform): Observation {
    const kernel = this.#kernelAt(random());
    return Object.fromEntries(
      this.parameters.map(({ name }, index) => [name, this.#densities[index]!.sample(kernel, random)] as const),
    );
  }

  /** @returns the log of the density at each of these */
  logDensities(candidates: readonly Observation[]): readonly number[] {
    const sums = new Float64Array(this.#logWeights.length);
    return candidates.map((candidate) => {
      sums.set(this.#logWeights);
      this.parameters.forEach(({ name }, index) => this.#densities[index]!.addLogDensity(candidate[name]!, sums));
      return logSumExp(sums);
    });
  }

  #kernelAt(position: number): number {
    const index = this.#cumulative.findIndex((sum) => position < sum);
    return index < 0 ? this.#cumulative.length - 1 : index;
  }
}

function densityOf(
  { name, dimension }: SpaceParameter,
  observations: readonly Observation[],
  width: number,
): DimensionDensity {
  if (dimension.kind === 'categorical')
    return new CategoricalDensity(
      dimension,
      observations.map((observation) => dimension.indexOf(observation[name])),
    );
  const means = Float64Array.from(observations, (observation) => dimension.position(observation[name] as number));
  return dimension.levels === null
    ? new ContinuousDensity(dimension, means, width)
    : new DiscreteDensity(dimension, means, width);
}

function logSumExp(terms: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < terms.length; index += 1) if (terms[index]! > largest) largest = terms[index]!;
  let sum = 0;
  // Terms 40 below the largest add less than its last digit.
  for (let index = 0; index < terms.length; index += 1) {
    const below = terms[index]! - largest;
    if (below > -40) sum += Math.exp(below);
  }
  return largest + Math.log(sum);
}
