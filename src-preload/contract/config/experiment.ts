import { z } from 'zod';
import { actorCriticSchema } from './actor-critic';
import { deepSetRankerSchema } from './deep-set-ranker';
import { field } from './field';
import { heteroGnnSchema } from './hetero-gnn';
import { maskedSeq2SeqSchema } from './masked-seq2seq';

/** Keys of every experiment, whatever its family. */
const common = {
  name: field(z.string().min(1).max(120).default('Untitled'), {
    description: 'Name in tables and charts.',
    bookkeeping: true,
  }),
  notes: field(z.string().max(4000).default(''), { description: 'Free text kept with the run.', bookkeeping: true }),
  seeds: field(z.array(z.int().min(0).max(4_294_967_295)).min(1).default([42]), {
    description: 'One run is trained for each seed. Runs that differ in nothing else form a group.',
  }),
};

/** An experiment file. The discriminator is `family`; each family brings its own sections. */
export const experimentSchema = z.discriminatedUnion('family', [
  deepSetRankerSchema.extend(common),
  heteroGnnSchema.extend(common),
  maskedSeq2SeqSchema.extend(common),
  actorCriticSchema.extend(common),
]);
export type ExperimentConfig = z.infer<typeof experimentSchema>;

/** Name of a family's schema in messages and of its JSON Schema in the editor. */
export const EXPERIMENT_SCHEMAS = {
  'deep-set-ranker': deepSetRankerSchema.extend(common),
  'hetero-gnn': heteroGnnSchema.extend(common),
  'masked-seq2seq': maskedSeq2SeqSchema.extend(common),
  'actor-critic': actorCriticSchema.extend(common),
} as const;

/** The resolved configuration of one run: one seed, every default written out. */
export interface ResolvedRun {
  readonly seed: number;
  readonly config: ExperimentConfig;
}
