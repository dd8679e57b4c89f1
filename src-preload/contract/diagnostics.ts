import { z } from 'zod';

/** A measured warning about a run: what happened, why, what to do next. */
export const diagnosticSchema = z.strictObject({
  /** Stable kebab-case id, for example `not-learning`. */
  id: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  /** What happened, with the value. */
  message: z.string(),
  /** Why it happens; may be empty. */
  cause: z.string(),
  /** What the person can do. */
  nextStep: z.string(),
  epoch: z.int().nullable(),
  step: z.int().nullable(),
  value: z.number().nullable(),
});
export type Diagnostic = z.infer<typeof diagnosticSchema>;
