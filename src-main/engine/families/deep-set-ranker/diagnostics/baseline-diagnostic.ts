import type { Diagnostic } from '#contract/diagnostics';

/**
 * Says at the end of a run whether the model beat what needs no model.
 *
 * @param value    best value of the model on the split, larger = better
 * @param baseline value of the baseline on the same lists
 * @returns null when the model is better
 */
export function baselineDiagnostic(
  split: string,
  metric: string,
  best: { readonly value: number; readonly epoch: number },
  baseline: { readonly id: string; readonly value: number },
  epoch: number,
): Diagnostic | null {
  if (best.value > baseline.value) return null;
  return {
    id: 'baseline-not-reached',
    severity: 'warning',
    message: `${metric} on ${split} is at best ${best.value.toFixed(4)} (epoch ${best.epoch}); the baseline ${baseline.id} has ${baseline.value.toFixed(4)}.`,
    cause: 'What the model adds to the season win rate does not outweigh the noise it brings.',
    nextStep:
      'Compare with the table in docs/families/deep-set-ranker.md: model_a.win_rate_residual, more lists and a lower rate help.',
    epoch,
    step: null,
    value: best.value,
  };
}
