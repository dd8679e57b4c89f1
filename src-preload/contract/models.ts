import { z } from 'zod';
import { checkpointIdSchema, familyIdSchema } from './ids';
import { inspectOutputSchema } from './jobs';

/** A model to look at: what an experiment would build, or what a checkpoint holds. */
export const modelReferenceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('experiment'), path: z.string().min(1) }),
  z.strictObject({ kind: z.literal('checkpoint'), checkpointId: checkpointIdSchema }),
]);
export type ModelReference = z.infer<typeof modelReferenceSchema>;

/** A model block by block, from its definition: nothing is trained or read. */
export const modelDescriptionSchema = z.strictObject({
  reference: modelReferenceSchema,
  /** Name of the experiment or run. */
  name: z.string(),
  family: familyIdSchema,
  parameters: inspectOutputSchema.shape.parameters,
});
export type ModelDescription = z.infer<typeof modelDescriptionSchema>;
