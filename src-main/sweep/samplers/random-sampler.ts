import { keyedRandom } from '../random/trial-random';
import type { SamplerFactory } from './sampler';
import { parametersAt } from './uniform-parameters';

/** Every value of a range equally likely; on a log range every order of magnitude. */
export const createRandomSampler: SamplerFactory<{ readonly kind: 'random'; readonly seed: number }> = (
  { seed },
  space,
) => ({
  suggest(_history, number) {
    const random = keyedRandom(seed, number);
    return parametersAt(space, random);
  },
});
