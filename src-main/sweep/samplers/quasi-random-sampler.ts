import { keyedRandom } from '../random/trial-random';
import type { SamplerFactory } from './sampler';
import { parametersAt } from './uniform-parameters';

/** @returns the first prime numbers */
export function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return primes;
}

/** @returns 0 to size - 1 in an order of their own (Fisher and Yates) */
function permutation(size: number, random: () => number): readonly number[] {
  const order = Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** Digits after which a position does not change any more in float64. */
const digitsOf = (base: number): number => Math.ceil(53 / Math.log2(base));

/**
 * Halton's sequence, each digit of each base permuted by the seed: any stretch of it covers a space more evenly than random
 * draws, and it needs no number of trials in advance.
 * @see Owen (2017), A randomized Halton algorithm in R, arXiv:1706.02808
 */
export const createQuasiRandomSampler: SamplerFactory<{ readonly kind: 'quasi-random'; readonly seed: number }> = (
  { seed },
  space,
) => {
  const bases = firstPrimes(space.parameters.length);
  const permutations = bases.map((base, index) =>
    Array.from({ length: digitsOf(base) }, (_, digit) => permutation(base, keyedRandom(seed, index, digit))),
  );
  return {
    suggest: (_history, number) =>
      parametersAt(space, (index) => {
        const base = bases[index]!;
        let position = 0;
        let weight = 1 / base;
        let rest = number;
        for (const order of permutations[index]!) {
          position += order[rest % base]! * weight;
          rest = Math.floor(rest / base);
          weight /= base;
        }
        return Math.min(position, 1 - Number.EPSILON / 2);
      }),
  };
};
