import { z } from 'zod';
import { executorIdSchema } from '../ids';
import { field } from './field';

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
  }),
  { description: 'Executor and threads.' },
).prefault({});
export type EngineConfig = z.infer<typeof engineConfigSchema>;
