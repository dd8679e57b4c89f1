import type { Parameters } from '#contract/sweeps';
import type { Uniform } from '../../random/trial-random';
import type { SpaceParameter } from '../../space/search-space';
import { CategoricalDensity, ContinuousDensity, DiscreteDensity, type DimensionDensity } from './dimension-density';
import type { Row } from './split-trials';

/** Width of the kernels for a number of observations and of dimensions, as a share of the range. */
export type Bandwidth = (observations: number, dimensions: number) => number;

/** A parameter with its column in the rows. */
export interface GroupMember {
  readonly parameter: SpaceParameter;
  readonly column: number;
}

/** Terms so far below the largest add less than its last digit. */
const NEGLIGIBLE = -40;

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

  /** @param weights of the observations, above 0; the prior weighs 1 beside them */
  constructor(
    private readonly members: readonly GroupMember[],
    observations: readonly Row[],
    weights: readonly number[],
    bandwidth: Bandwidth,
  ) {
    const width = bandwidth(observations.length, members.length);
    this.#densities = members.map((member) => densityOf(member, observations, width));
    // Plain loops here and below: iterators over ten thousand kernels took most of the time of a trial.
    const count = weights.length + 1;
    let total = 1;
    for (let kernel = 0; kernel < weights.length; kernel += 1) total += weights[kernel]!;
    this.#logWeights = new Float64Array(count);
    this.#cumulative = new Float64Array(count);
    let sum = 0;
    for (let kernel = 0; kernel < count; kernel += 1) {
      const weight = (weights[kernel] ?? 1) / total;
      sum += weight;
      this.#logWeights[kernel] = Math.log(weight);
      this.#cumulative[kernel] = sum;
    }
  }

  sample(random: Uniform): Parameters {
    const position = random();
    const index = this.#cumulative.findIndex((sum) => position < sum);
    const kernel = index < 0 ? this.#cumulative.length - 1 : index;
    return Object.fromEntries(
      this.members.map(({ parameter }, place) => [parameter.name, this.#densities[place]!.sample(kernel, random)]),
    );
  }

  /** @returns the log of the density at each of these */
  logDensities(candidates: readonly Parameters[]): readonly number[] {
    const sums = new Float64Array(this.#logWeights.length);
    return candidates.map((candidate) => {
      sums.set(this.#logWeights);
      this.members.forEach(({ parameter }, place) =>
        this.#densities[place]!.addLogDensity(candidate[parameter.name]!, sums),
      );
      return logSumExp(sums);
    });
  }
}

function densityOf(
  { parameter: { dimension }, column }: GroupMember,
  observations: readonly Row[],
  width: number,
): DimensionDensity {
  const values = new Float64Array(observations.length);
  for (let index = 0; index < values.length; index += 1) values[index] = observations[index]![column]!;
  if (dimension.kind === 'categorical') return new CategoricalDensity(dimension, values);
  return dimension.levels === null
    ? new ContinuousDensity(dimension, values, width)
    : new DiscreteDensity(dimension, values, width);
}

function logSumExp(terms: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < terms.length; index += 1) if (terms[index]! > largest) largest = terms[index]!;
  let sum = 0;
  for (let index = 0; index < terms.length; index += 1) {
    const below = terms[index]! - largest;
    if (below > NEGLIGIBLE) sum += Math.exp(below);
  }
  return largest + Math.log(sum);
}
