import type { Diagnostic } from '#contract/diagnostics';

/** @returns a diagnostic of a pipeline: it belongs to no epoch */
export const diagnosticRow = (
  row: Pick<Diagnostic, 'id' | 'severity' | 'message' | 'cause' | 'nextStep'> & { readonly value?: number },
): Diagnostic => ({ epoch: null, step: null, ...row, value: row.value ?? null });
