import type { Diagnostic } from '#contract/diagnostics';

/** Says that some players have a position without a one-hot column. */
export function unknownPositionDiagnostic(counts: ReadonlyMap<string, number>): Diagnostic {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    id: 'unknown-position',
    severity: 'info',
    message: `${total} training players have a position without a column: ${[...counts].map(([position, count]) => `${position} (${count})`).join(', ')}.`,
    cause: 'sequences.positions does not name them; their position columns are all zeros.',
    nextStep: 'Add the positions to sequences.positions, where they are worth a column each.',
    epoch: 1,
    step: null,
    value: total,
  };
}

/**
 * Says at the end of a run whether the model beat what needs no model.
 * @returns null when the model is better
 */
export function baselineDiagnostic(
  split: string,
  best: { readonly value: number; readonly epoch: number },
  baseline: { readonly id: string; readonly value: number },
  epoch: number,
): Diagnostic | null {
  if (best.value < baseline.value) return null;
  return {
    id: 'baseline-not-reached',
    severity: 'warning',
    message: `rollout_rmse_yards on ${split} is at best ${best.value.toFixed(3)} (epoch ${best.epoch}); the baseline ${baseline.id} has ${baseline.value.toFixed(3)}.`,
    cause:
      'A model that was taught with true steps drifts when it runs on its own; so does one that was trained too short.',
    nextStep: 'Train with training.training_mode: free and loss_on: positions, longer, or with model.variant: joint.',
    epoch,
    step: null,
    value: Number.isFinite(best.value) ? best.value : null,
  };
}
