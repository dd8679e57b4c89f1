import type { StopRulesConfig } from '#contract/config/sweep';
import type { MaskedCounts, Trial } from '#contract/sweeps';
import type { Direction } from '../history/study-history';

/**
 * Whether the players of a trial were masked again: more than the ratio of the teams fell back, or had no attention at all.
 * Exactly the ratio is not masked; without teams it cannot be said.
 * @see docs/sweeps.md#masked
 */
export function isMasked({ teams, fallback, allZero }: MaskedCounts, ratio: number): boolean | 'unknown' {
  if (teams === null || teams <= 0 || fallback === null || allZero === null) return 'unknown';
  return fallback > ratio * teams || allZero > ratio * teams;
}

/**
 * Whether an ended trial is poor: failed, masked, without an objective, or, when that is maximised, at or below the
 * threshold. One of which it cannot be said whether it was masked is poor too.
 */
export function isPoor(trial: Trial, rules: StopRulesConfig, direction: Direction): boolean {
  const { state, objective, masked } = trial;
  if (state === 'failed' || state === 'masked' || objective === null || !Number.isFinite(objective)) return true;
  if (masked && isMasked(masked, rules.early_stop_masked_ratio) === 'unknown') return true;
  return direction === 'maximize' && objective <= rules.early_stop_metric_threshold;
}
