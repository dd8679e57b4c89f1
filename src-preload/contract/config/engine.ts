import { z } from 'zod';
import { executorIdSchema } from '../ids';
import { field } from './field';

/** What several threads share: each `operation` of a step, or the `batch`, of which each computes a part. */
export const parallelSchema = z.enum(['operations', 'batch']);
export type Parallel = z.infer<typeof parallelSchema>;

/** `engine`: what runs the steps. Same keys in every family. */
export const engineConfigSchema = field(
  z.strictObject({
    executor: field(z.enum(['auto', ...executorIdSchema.options]).default('auto'), {
      description:
        'What runs training steps. auto measures the available ones on the first batch and records the choice.',
      effect:
        'Speed only; results agree within the tolerances of docs/executors.md. A named one that is missing is an error.',
    }),
    threads: field(z.int().min(1).max(256).default(1), {
      description: 'Threads of the executor.',
      unit: 'threads',
      effect:
        'More than one helps on idle cores; beside a busy neighbour one is faster. Bit-exact resume needs the same number.',
    }),
    parallel: field(z.enum(['auto', ...parallelSchema.options]).default('auto'), {
      description:
        'What several threads share: operations splits each one, batch gives every thread a part of the batch (families that can, on onnxruntime and tensorflow; docs/executors.md). auto measures both on the first batch.',
      effect: 'Speed only, as the executor. Nothing with one thread. batch where the family cannot is an error.',
    }),
    batch_seeds: field(z.boolean().default(false), {
      description:
        'Trains the seeds of one start in one worker process: data is prepared once, and their steps are computed in one call where that is measured to be faster (docs/executors.md).',
      effect:
        'Processor time and memory only; each seed has its own run with the same numbers. Not for actor-critic and pipelines.',
    }),
  }),
  { description: 'Executor, threads and what seeds share.' },
).prefault({});
export type EngineConfig = z.infer<typeof engineConfigSchema>;
