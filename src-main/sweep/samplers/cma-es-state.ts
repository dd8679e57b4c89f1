import { standardNormal } from '../random/normal';
import type { Uniform } from '../random/trial-random';
import { symmetricEigen } from './symmetric-eigen';

/** A point of a generation and what it cost. */
export interface CostedPoint {
  readonly point: Float64Array;
  readonly cost: number;
}

/** Draws outside [0, 1] are drawn again so often, then cut. */
const DRAWS = 100;

/**
 * The search distribution of CMA-ES and its update, in the notation of the tutorial: rank-one and rank-mu update of the
 * covariance, cumulative step-size adaptation. Parameters live on [0, 1].
 * @see Hansen (2016), The CMA evolution strategy: a tutorial, arXiv:1604.00772, table 1 and figure 6, without negative weights
 */
export class CmaEsState {
  readonly population: number;
  readonly #weights: readonly number[];
  readonly #muEff: number;
  readonly #cSigma: number;
  readonly #dSigma: number;
  readonly #cC: number;
  readonly #c1: number;
  readonly #cMu: number;
  readonly #normalLength: number;
  #mean: Float64Array;
  #sigma: number;
  #covariance: Float64Array[];
  #pSigma: Float64Array;
  #pC: Float64Array;
  #vectors: readonly Float64Array[];
  #deviations: Float64Array;
  #generation = 0;

  /** @param population null: 4 + 3 ln(dimensions) */
  constructor(mean: Float64Array, sigma: number, population: number | null) {
    const n = mean.length;
    this.population = population ?? 4 + Math.floor(3 * Math.log(Math.max(1, n)));
    const parents = Math.floor(this.population / 2);
    const raw = Array.from({ length: parents }, (_, i) => Math.log((this.population + 1) / 2) - Math.log(i + 1));
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    this.#weights = raw.map((weight) => weight / total);
    this.#muEff = 1 / this.#weights.reduce((sum, weight) => sum + weight * weight, 0);
    this.#cSigma = (this.#muEff + 2) / (n + this.#muEff + 5);
    this.#dSigma = 1 + 2 * Math.max(0, Math.sqrt((this.#muEff - 1) / (n + 1)) - 1) + this.#cSigma;
    this.#cC = (4 + this.#muEff / n) / (n + 4 + (2 * this.#muEff) / n);
    this.#c1 = 2 / ((n + 1.3) ** 2 + this.#muEff);
    this.#cMu = Math.min(1 - this.#c1, (2 * (this.#muEff - 2 + 1 / this.#muEff)) / ((n + 2) ** 2 + this.#muEff));
    this.#normalLength = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    this.#mean = Float64Array.from(mean);
    this.#sigma = sigma;
    this.#covariance = Array.from({ length: n }, (_, row) =>
      Float64Array.from({ length: n }, (_, column) => Number(row === column)),
    );
    this.#pSigma = new Float64Array(n);
    this.#pC = new Float64Array(n);
    this.#vectors = this.#covariance;
    this.#deviations = new Float64Array(n).fill(1);
  }

  sample(random: Uniform): Float64Array {
    let point = this.#draw(random);
    for (let draw = 1; draw < DRAWS && !isInside(point); draw += 1) point = this.#draw(random);
    return point.map((value) => Math.min(1, Math.max(0, value)));
  }

  /** Moves the distribution to where the best points of a generation were. */
  update(generation: readonly CostedPoint[]): void {
    const n = this.#mean.length;
    const ordered = [...generation].sort((a, b) => (a.cost < b.cost ? -1 : a.cost > b.cost ? 1 : 0));
    const steps = this.#weights.map((_, i) =>
      Float64Array.from(ordered[i]!.point, (value, k) => (value - this.#mean[k]!) / this.#sigma),
    );
    const step = new Float64Array(n);
    steps.forEach((y, i) => y.forEach((value, k) => (step[k]! += this.#weights[i]! * value)));
    this.#generation += 1;
    this.#mean = this.#mean.map((value, k) => value + this.#sigma * step[k]!);

    const whitened = this.#whiten(step);
    const pull = Math.sqrt(this.#cSigma * (2 - this.#cSigma) * this.#muEff);
    this.#pSigma = this.#pSigma.map((value, k) => (1 - this.#cSigma) * value + pull * whitened[k]!);
    const length = Math.hypot(...this.#pSigma);
    const expected = this.#normalLength * Math.sqrt(1 - (1 - this.#cSigma) ** (2 * this.#generation));
    const isSteady = length < (1.4 + 2 / (n + 1)) * expected;
    const push = Number(isSteady) * Math.sqrt(this.#cC * (2 - this.#cC) * this.#muEff);
    this.#pC = this.#pC.map((value, k) => (1 - this.#cC) * value + push * step[k]!);
    this.#adaptCovariance(steps, isSteady);
    this.#sigma = Math.min(
      1,
      this.#sigma * Math.exp((this.#cSigma / this.#dSigma) * (length / this.#normalLength - 1)),
    );
    const { values, vectors } = symmetricEigen(this.#covariance);
    this.#vectors = vectors;
    this.#deviations = values.map((value) => Math.sqrt(Math.max(1e-20, value)));
  }

  #adaptCovariance(steps: readonly Float64Array[], isSteady: boolean): void {
    const lost = isSteady ? 0 : this.#cC * (2 - this.#cC);
    const keep = 1 + this.#c1 * lost - this.#c1 - this.#cMu;
    this.#covariance = this.#covariance.map((row, i) =>
      row.map((value, j) => {
        const spread = steps.reduce((sum, y, k) => sum + this.#weights[k]! * y[i]! * y[j]!, 0);
        return keep * value + this.#c1 * this.#pC[i]! * this.#pC[j]! + this.#cMu * spread;
      }),
    );
  }

  #draw(random: Uniform): Float64Array {
    const scaled = this.#deviations.map((deviation) => deviation * standardNormal(random));
    return this.#mean.map(
      (value, i) => value + this.#sigma * scaled.reduce((sum, part, k) => sum + this.#vectors[i]![k]! * part, 0),
    );
  }

  /** C^(-1/2) times a step. */
  #whiten(step: Float64Array): Float64Array {
    const n = step.length;
    const turned = Float64Array.from({ length: n }, (_, k) => {
      const along = step.reduce((sum, value, i) => sum + this.#vectors[i]![k]! * value, 0);
      return along / this.#deviations[k]!;
    });
    return step.map((_, i) => turned.reduce((sum, value, k) => sum + this.#vectors[i]![k]! * value, 0));
  }
}

const isInside = (point: Float64Array): boolean => point.every((value) => value >= 0 && value <= 1);
