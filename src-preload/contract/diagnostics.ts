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

/** A diagnostic that came back, as it was last. */
export interface RepeatedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly count: number;
  /** Epoch of the first one; null when it had none. */
  readonly firstEpoch: number | null;
}

/** One entry for each id, in the order of first appearance: what comes back every epoch is said once. */
export function latestDiagnostics(diagnostics: readonly Diagnostic[]): readonly RepeatedDiagnostic[] {
  return [...new Set(diagnostics.map(({ id }) => id))].map((id) => {
    const same = diagnostics.filter((diagnostic) => diagnostic.id === id);
    return { diagnostic: same.at(-1)!, count: same.length, firstEpoch: same[0]!.epoch };
  });
}
