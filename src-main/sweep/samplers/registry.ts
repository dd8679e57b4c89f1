import type { SamplerConfig, SamplerId } from '#contract/config/sweep';
import type { SearchSpace } from '../space/search-space';
import { createCmaEsSampler } from './cma-es-sampler';
import { createGridSampler } from './grid-sampler';
import { createQuasiRandomSampler } from './quasi-random-sampler';
import { createRandomSampler } from './random-sampler';
import type { Sampler, SamplerFactory } from './sampler';
import { createTpeSampler } from './tpe/tpe-sampler';

type Factories = { readonly [K in SamplerId]: SamplerFactory<Extract<SamplerConfig, { kind: K }>> };

/** Every sampler by id: a new one is a file and a line here (docs/recipes/add-a-sampler.md). */
export const SAMPLERS: Factories = {
  grid: createGridSampler,
  random: createRandomSampler,
  'quasi-random': createQuasiRandomSampler,
  tpe: createTpeSampler,
  'cma-es': createCmaEsSampler,
};

/** @returns the sampler of a study */
export const createSampler = (config: SamplerConfig, space: SearchSpace): Sampler =>
  (SAMPLERS[config.kind] as SamplerFactory<SamplerConfig>)(config, space);
