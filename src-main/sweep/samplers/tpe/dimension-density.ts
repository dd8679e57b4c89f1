import { normalMass, truncatedNormal } from '../../random/normal';
import type { Uniform } from '../../random/trial-random';
import type { CategoricalDimension, NumericDimension } from '../../space/dimension';
import type { ParameterValue } from '../../space/search-space';

/** One dimension of a mixture: a kernel around each observation, and the prior's as the last. */
export interface DimensionDensity {
  /** @returns a value drawn from the n-th kernel */
  sample(kernel: number, random: Uniform): ParameterValue;
  /** Adds the log density of a value to the sum of each kernel. */
  addLogDensity(value: ParameterValue, sums: Float64Array): void;
}

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Below this a mass is lost in rounding; its logarithm is taken here. */
const LEAST_MASS = 1e-300;
/** Kernel of the prior: as wide as the range, in its middle. */
const PRIOR = { mean: 0.5, deviation: 1 } as const;

/** Normal kernels on a range, each cut to it. */
export class ContinuousDensity implements DimensionDensity {
  /** log of 1 / (deviation root(2 pi) mass inside the range), by kernel. */
  readonly #scales: Float64Array;

  /** @param means positions of the observations; @param deviation of their kernels */
  constructor(
    private readonly dimension: NumericDimension,
    private readonly means: Float64Array,
    private readonly deviation: number,
  ) {
    this.#scales = new Float64Array(means.length + 1);
    const scale = (mean: number, spread: number): number =>
      -Math.log(spread * ROOT_TWO_PI * normalMass(-mean / spread, (1 - mean) / spread));
    for (let kernel = 0; kernel < means.length; kernel += 1) this.#scales[kernel] = scale(means[kernel]!, deviation);
    this.#scales[means.length] = scale(PRIOR.mean, PRIOR.deviation);
  }

  sample(kernel: number, random: Uniform): ParameterValue {
    const mean = this.means[kernel] ?? PRIOR.mean;
    const deviation = kernel < this.means.length ? this.deviation : PRIOR.deviation;
    return this.dimension.value(truncatedNormal(mean, deviation, random));
  }

  addLogDensity(value: ParameterValue, sums: Float64Array): void {
    const position = this.dimension.position(value as number);
    const { means } = this;
    const factor = -0.5 / (this.deviation * this.deviation);
    for (let kernel = 0; kernel < means.length; kernel += 1) {
      const distance = position - means[kernel]!;
      sums[kernel]! += factor * distance * distance + this.#scales[kernel]!;
    }
    const distance = (position - PRIOR.mean) / PRIOR.deviation;
    sums[means.length]! += -0.5 * distance * distance + this.#scales[means.length]!;
  }
}

/** Normal kernels over the cells of a range with steps: a value weighs what falls into its cell. */
export class DiscreteDensity implements DimensionDensity {
  /** Equal observations give equal masses: each is worked out once for a value. */
  readonly #kinds: Uint32Array;
  readonly #means: number[] = [];

  constructor(
    private readonly dimension: NumericDimension,
    private readonly means: Float64Array,
    private readonly deviation: number,
  ) {
    const kinds = new Map<number, number>();
    this.#kinds = Uint32Array.from(means, (mean) => {
      const known = kinds.get(mean);
      if (known !== undefined) return known;
      kinds.set(mean, this.#means.length);
      this.#means.push(mean);
      return this.#means.length - 1;
    });
  }

  sample(kernel: number, random: Uniform): ParameterValue {
    const mean = this.means[kernel] ?? PRIOR.mean;
    const deviation = kernel < this.means.length ? this.deviation : PRIOR.deviation;
    return this.dimension.value(truncatedNormal(mean, deviation, random));
  }

  addLogDensity(value: ParameterValue, sums: Float64Array): void {
    const [from, to] = this.dimension.cell(value as number);
    const logMass = (mean: number, deviation: number): number => {
      const inside = normalMass((from - mean) / deviation, (to - mean) / deviation);
      const all = normalMass(-mean / deviation, (1 - mean) / deviation);
      return Math.log(Math.max(LEAST_MASS, inside)) - Math.log(all);
    };
    const masses = this.#means.map((mean) => logMass(mean, this.deviation));
    for (let kernel = 0; kernel < this.#kinds.length; kernel += 1) sums[kernel]! += masses[this.#kinds[kernel]!]!;
    sums[this.#kinds.length]! += logMass(PRIOR.mean, PRIOR.deviation);
  }
}

/** Kernels over a list of choices: most weight on the one observed, the rest even. */
export class CategoricalDensity implements DimensionDensity {
  readonly #observed: Uint32Array;
  readonly #hit: number;
  readonly #miss: number;

  /** @param observed place of the choice in each observation */
  constructor(
    private readonly dimension: CategoricalDimension,
    observed: ArrayLike<number>,
  ) {
    this.#observed = Uint32Array.from(observed);
    // The prior weighs one observation, spread over the kernels, as in Optuna.
    const even = 1 / (this.#observed.length + 1);
    const total = 1 + even * dimension.choices.length;
    this.#hit = (1 + even) / total;
    this.#miss = even / total;
  }

  sample(kernel: number, random: Uniform): ParameterValue {
    const { choices } = this.dimension;
    const evenly = (): number => Math.min(choices.length - 1, Math.floor(random() * choices.length));
    const observed = this.#observed[kernel];
    const keepsIt = random() < this.#hit - this.#miss;
    const index = observed === undefined || !keepsIt ? evenly() : observed;
    return choices[index] as ParameterValue;
  }

  addLogDensity(value: ParameterValue, sums: Float64Array): void {
    const index = this.dimension.indexOf(value);
    const [hit, miss] = [Math.log(this.#hit), Math.log(this.#miss)];
    const observed = this.#observed;
    for (let kernel = 0; kernel < observed.length; kernel += 1)
      sums[kernel]! += observed[kernel] === index ? hit : miss;
    sums[observed.length]! -= Math.log(this.dimension.choices.length);
  }
}
