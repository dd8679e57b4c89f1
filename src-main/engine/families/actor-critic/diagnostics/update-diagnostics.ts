import type { Finding } from '../../../environments/territory/diagnostics/finding';
import type { UpdateSummary } from '../rollout/update-measures';

const LARGEST_FIRST_RATIO_ERROR = 1e-3;
const LARGEST_KL = 0.05;
const LARGEST_CLIP_FRACTION = 0.4;
const SMALLEST_EXPLAINED = 0.1;
const EXPLAINED_AFTER_UPDATES = 20;

/** PPO-RATIO: rollout and update do not see the same policy, so the clipping begins before anything was learned. */
export function ppoRatio({ firstRatioError }: Pick<UpdateSummary, 'firstRatioError'>): Finding | null {
  if (!(firstRatioError > LARGEST_FIRST_RATIO_ERROR)) return null;
  return {
    id: 'ppo-ratio',
    severity: 'error',
    message: `The first ratio of the update differs from 1 by ${firstRatioError.toPrecision(2)}.`,
    cause:
      'The network computes the same positions differently in rollout and update: batch statistics, dropout, or other observations.',
    nextStep: 'Set model.norm to batch-frozen and model.dropout_in_update to 0.',
    value: firstRatioError,
  };
}

/** PPO-KL: the policy moved further in one update than the method is made for. */
export function ppoKl({ approxKl, clipFraction }: Pick<UpdateSummary, 'approxKl' | 'clipFraction'>): Finding | null {
  if (approxKl <= LARGEST_KL && clipFraction <= LARGEST_CLIP_FRACTION) return null;
  return {
    id: 'ppo-kl',
    severity: 'warning',
    message: `The approximate KL divergence of the update is ${approxKl.toFixed(3)}, ${(100 * clipFraction).toFixed(0)} % of the ratios were clipped.`,
    cause: 'The rate is too high for the number of passes, or nothing stops them.',
    nextStep: 'Lower ppo.learning_rate or ppo.epochs, or set ppo.target_kl to 0.03.',
    value: approxKl,
  };
}

/** VAL-POOR: the critic knows hardly more than the mean return. @param update finished updates, from 1 */
export function valuePoor(explainedVariance: number, update: number): Finding | null {
  if (update <= EXPLAINED_AFTER_UPDATES || explainedVariance >= SMALLEST_EXPLAINED) return null;
  return {
    id: 'val-poor',
    severity: 'warning',
    message: `The values explain ${(100 * explainedVariance).toFixed(0)} % of the variance of the returns after ${update} updates.`,
    cause: 'Returns do not follow from what is observed, or their size drowns the rate.',
    nextStep: 'Look at rew-scale and the observation diagnostics; then raise ppo.value_weight or the rate.',
    value: explainedVariance,
  };
}
