import type { JobInput, JobKind, JobOutput } from '#contract/jobs';
import type { JobContext } from './job-context';

type Job<K extends JobKind> = (input: JobInput & { kind: K }, context: JobContext) => Promise<JobOutput<K>>;

/** Every kind of job of the contract; code is loaded when it is called. */
export const JOBS: { readonly [K in JobKind]: Job<K> } = {
  inspect: async (input, context) => (await import('./inspect')).inspect(input, context),
  'inspect-checkpoint': async (input, context) =>
    (await import('./inspect-checkpoint')).inspectCheckpoint(input, context),
  'measure-model': async (input, context) => (await import('./measure-model')).measureModel(input, context),
  evaluate: async (input, context) => (await import('./evaluate')).evaluate(input, context),
  predict: async (input, context) => (await import('./predict')).predict(input, context),
  export: async (input, context) => (await import('./export')).exportCheckpoint(input, context),
  'check-source': async (input, context) => (await import('./check-source')).checkSource(input, context),
  generate: async (input, context) => (await import('./generate')).generate(input, context),
  'territory-frames': async (input) => (await import('./territory-frames')).territoryFrames(input),
  'cricket-innings-list': async (input, context) =>
    (await import('./cricket-innings-list')).cricketInningsList(input, context),
  'cricket-innings': async (input, context) => (await import('./cricket-innings')).cricketInnings(input, context),
  'cricket-simulation': async (input, context) =>
    (await import('./cricket-simulation')).cricketSimulation(input, context),
  'territory-play': async (input, context) => (await import('./territory-play')).territoryPlay(input, context),
  bench: async (input, context) => (await import('./bench')).bench(input, context),
  'bench-tabular': async (input, context) => (await import('./bench-tabular')).benchTabular(input, context),
};
