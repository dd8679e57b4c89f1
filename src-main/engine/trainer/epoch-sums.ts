import type { EpochSums } from '#contract/checkpoint-files';

/** One training step as the epoch's means see it. */
export interface StepFacts {
  readonly loss: number;
  readonly samples: number;
  /** Before clipping. */
  readonly gradientNorm: number;
  readonly wasClipped: boolean;
  readonly durationMs: number;
}

/** Sums of an epoch that has not begun. */
export const EMPTY_SUMS: EpochSums = {
  batches: 0,
  samples: 0,
  weightedLoss: 0,
  gradientNorm: 0,
  gradientNormMax: 0,
  clippedSteps: 0,
  firstLoss: null,
  trainingMs: 0,
};

/** @returns the sums with one more step; always added in the order of the steps, so a resumed epoch gives the same bits */
export function addStep(sums: EpochSums, step: StepFacts): EpochSums {
  return {
    batches: sums.batches + 1,
    samples: sums.samples + step.samples,
    weightedLoss: sums.weightedLoss + step.loss * step.samples,
    gradientNorm: sums.gradientNorm + step.gradientNorm,
    gradientNormMax: Math.max(sums.gradientNormMax, step.gradientNorm),
    clippedSteps: sums.clippedSteps + (step.wasClipped ? 1 : 0),
    firstLoss: sums.firstLoss ?? step.loss,
    trainingMs: sums.trainingMs + step.durationMs,
  };
}

/**
 * The training metrics of a finished epoch.
 * @returns loss weighted by samples; mean and largest gradient norm before clipping; share of clipped steps; samples/s
 */
export function epochMetrics(sums: EpochSums, learningRate: number): Readonly<Record<string, number>> {
  const batches = Math.max(sums.batches, 1);
  return {
    loss: sums.weightedLoss / Math.max(sums.samples, 1),
    gradient_norm: sums.gradientNorm / batches,
    gradient_norm_max: sums.gradientNormMax,
    clipped_share: sums.clippedSteps / batches,
    learning_rate: learningRate,
    samples_per_second: sums.trainingMs > 0 ? (sums.samples / sums.trainingMs) * 1000 : 0,
  };
}
