import type { Finding } from '../../../environments/territory/diagnostics/finding';

const UNIFORM = 0.95;
const UNIFORM_WARNING_AT = 0.1;
const UNIFORM_ERROR_AT = 0.5;
const COLLAPSED = 0.05;
const MODE_GAP = 0.2;

/**
 * POL-UNIFORM: the policy still chooses as if by chance.
 * @param entropyShare mean of entropy / ln(allowed actions)
 * @param progress     share of the run that is done
 */
export function policyUniform(entropyShare: number, progress: number): Finding | null {
  if (entropyShare <= UNIFORM || progress <= UNIFORM_WARNING_AT) return null;
  return {
    id: 'pol-uniform',
    severity: progress >= UNIFORM_ERROR_AT ? 'error' : 'warning',
    message: `The entropy is ${(100 * entropyShare).toFixed(1)} % of that of chance after ${(100 * progress).toFixed(0)} % of the run.`,
    cause:
      'No gradient tells one action from another: every game is lost alike, advantages are noise, the rate is too low, or actions do nothing.',
    nextStep:
      'Look at act-noeffect and the explained variance; then set model.initial_wait_share (0.45), raise ppo.learning_rate or lower ppo.entropy_weight.',
    value: entropyShare,
  };
}

/** POL-COLLAPSE: the policy has stopped trying things while a simple rule still plays better. */
export function policyCollapse(entropyShare: number, winRate: number, greedyWinRate: number): Finding | null {
  if (entropyShare >= COLLAPSED || winRate >= greedyWinRate) return null;
  return {
    id: 'pol-collapse',
    severity: 'warning',
    message: `The entropy is ${(100 * entropyShare).toFixed(1)} % of that of chance at a win rate of ${(100 * winRate).toFixed(0)} %; greedy has ${(100 * greedyWinRate).toFixed(0)} %.`,
    cause: 'The policy became certain before it became good, and no longer finds out what it misses.',
    nextStep: 'Raise ppo.entropy_weight or lower ppo.learning_rate, and start from an earlier checkpoint.',
    value: entropyShare,
  };
}

/** POL-ARGMAX: sampled and most probable actions play differently well. */
export function policyArgmax(sampledWinRate: number, argmaxWinRate: number): Finding | null {
  const gap = Math.abs(sampledWinRate - argmaxWinRate);
  if (gap <= MODE_GAP) return null;
  return {
    id: 'pol-argmax',
    severity: 'warning',
    message: `Sampled actions win ${(100 * sampledWinRate).toFixed(0)} %, the most probable ones ${(100 * argmaxWinRate).toFixed(0)} %.`,
    cause:
      'The policy lives on mixing its actions (or on what the mixing does by accident), so its mode is another player.',
    nextStep: 'Report both, and use the policy as it was evaluated best; more training usually closes the gap.',
    value: gap,
  };
}
