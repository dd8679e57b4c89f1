import type { Parameters } from '#contract/sweeps';
import type { StudyHistory } from '../history/study-history';
import type { SearchSpace } from '../space/search-space';

/**
 * Chooses the parameters of trials. A sampler may keep what it worked out from a history as long as it comes to the same as
 * starting anew: a study that is taken up again gets a new sampler and must go on as it would have.
 */
export interface Sampler {
  /**
   * @param history what is known; trials that run are in it without an objective
   * @param number  of the trial to choose, from 0; the only source of its randomness besides the seed
   */
  suggest(history: StudyHistory, number: number): Parameters;
}

/** Makes the sampler of a study from its part of the sweep file. */
export type SamplerFactory<Config> = (config: Config, space: SearchSpace) => Sampler;
