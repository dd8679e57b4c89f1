import { z } from 'zod';
import type { SchemaKind } from '../configs';
import { DIAGNOSTIC_IDS } from '../diagnostic-ids';
import { FAMILY_DESCRIPTORS } from '../families';
import { splitSchema } from '../ids';
import { METRICS } from '../metrics';
import { experimentSchema } from './experiment';
import { field } from './field';
import { ladderSchema } from './ladder';
import { sweepSchema } from './sweep';

/** A ladder file may leave to another ladder what it does not change. */
const ladderFileSchema = ladderSchema.partial().extend({
  extends: field(z.string().min(1).optional(), {
    description: 'A ladder that this one changes: entries with an id are matched by it, other lists are replaced.',
  }),
});

const SCHEMAS = {
  experiment: experimentSchema,
  sweep: sweepSchema,
  ladder: ladderFileSchema,
} satisfies Record<SchemaKind, z.ZodType>;

/** Words that a text with `names` in its description may be: those of every family, since the schema is one for all. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  metric: splitSchema.options.flatMap((split) => Object.keys(METRICS).map((id) => `${split}.${id}`)),
  diagnostic: [...new Set(Object.values(DIAGNOSTIC_IDS).flat())],
  baseline: [...new Set(Object.values(FAMILY_DESCRIPTORS).flatMap(({ baselines }) => [...baselines]))],
};

function completeNames(schema: z.core.JSONSchema.BaseSchema): void {
  const names = NAMES[String(schema['names'])];
  if (names) schema.enum = [...names];
  delete schema['names'];
}

/** @returns the JSON Schema of files of a kind: what the editor completes with and shows on hover, and the docs page lists */
export const jsonSchemaOf = (kind: SchemaKind): Record<string, unknown> =>
  z.toJSONSchema(SCHEMAS[kind], {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => completeNames(jsonSchema),
  });
