import type { Diagnostic } from '#contract/diagnostics';

/** A diagnostic before the run adds where it was met. */
export type Finding = Omit<Diagnostic, 'epoch' | 'step'>;
