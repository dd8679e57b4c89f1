import { z } from 'zod';

/** Newest layout of a stored tabular model. */
export const TABULAR_MODEL_VERSION = 1;

const numbers = z.array(z.number()).readonly();
const names = z.array(z.string()).readonly();

/** A fitted model without its large arrays: those of trees are tensors beside it. */
const storedModelSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('boosted-trees'),
    objective: z.enum(['squared-error', 'logistic']),
    featureNames: names,
    baseScore: z.number(),
    rounds: z.int(),
    history: z.strictObject({ training: numbers, validation: numbers }),
  }),
  z.strictObject({ kind: z.literal('random-forest'), featureNames: names }),
  z.strictObject({
    kind: z.literal('ridge'),
    featureNames: names,
    alpha: z.number(),
    errors: z.array(z.strictObject({ alpha: z.number(), meanSquaredError: z.number() })).readonly(),
    intercept: z.number(),
    coefficients: numbers,
    means: numbers,
  }),
  z.strictObject({ kind: z.literal('isotonic'), scores: numbers, values: numbers }),
  z.strictObject({ kind: z.literal('platt'), slope: z.number(), intercept: z.number() }),
]);

/** The JSON document of a stored model. */
export const tabularModelDocumentSchema = z.strictObject({
  schemaVersion: z.literal(TABULAR_MODEL_VERSION),
  model: storedModelSchema,
});
export type TabularModelDocument = z.infer<typeof tabularModelDocumentSchema>;
