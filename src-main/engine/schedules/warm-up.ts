/**
 * Linear warm-up that really trains from the first step: step 0 gets 1 / warmupSteps of the rate (not zero, which would
 * waste it), step warmupSteps - 1 the full rate.
 * @param stepIndex   updates made before, from 0
 * @param warmupSteps 0 = no warm-up
 * @returns what the rate is multiplied with, in (0, 1]
 * @see Goyal et al. (2017), section 2.2, https://arxiv.org/abs/1706.02677
 */
export function warmUpFactor(stepIndex: number, warmupSteps: number): number {
  return stepIndex >= warmupSteps ? 1 : (stepIndex + 1) / warmupSteps;
}

/** @returns whole steps of warm-up of a run, to the nearest; a fraction above 0 gives at least one */
export const warmUpSteps = (fraction: number, totalSteps: number): number =>
  fraction === 0 ? 0 : Math.max(1, Math.round(fraction * totalSteps));
