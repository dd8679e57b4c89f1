import { samplerSchema, type SamplerId } from '#contract/config/sweep';
import { SAMPLERS } from '../../src-main/sweep/samplers/registry';
import { samplerSuite } from './sampler-suite';

/** A new sampler is in the registry, and so it is here. */
for (const kind of Object.keys(SAMPLERS) as SamplerId[]) samplerSuite(samplerSchema.parse({ kind }), kind === 'grid');
