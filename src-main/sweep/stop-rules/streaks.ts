import type { StopRulesConfig } from '#contract/config/sweep';
import type { StoppedBy, Streak, Trial } from '#contract/sweeps';
import type { Direction } from '../history/study-history';
import { isPoor } from './judge-trial';

/** A rule: which trials it counts, how many in a row stop the sweep, and what it says then. */
interface StreakRule {
  readonly id: string;
  readonly label: string;
  readonly limit: number;
  readonly kind: StoppedBy['kind'];
  readonly counts: (trial: Trial) => boolean;
  readonly message: (count: number) => string;
}

/** The masked rule comes first: a masked trial is poor too, and its message names the cause. */
function rulesOf(config: StopRulesConfig, direction: Direction): readonly StreakRule[] {
  const learning: readonly StreakRule[] = [
    {
      id: 'masked',
      label: 'Masked trials in a row',
      limit: config.early_stop_masked_consecutive,
      kind: 'masked',
      counts: ({ state }) => state === 'masked',
      message: (count) => `Stopping sweep: players masked again (${count} trials with high fallback/all_zero).`,
    },
    {
      id: 'poor',
      label: 'Poor trials in a row',
      limit: config.early_stop_consecutive_poor,
      kind: 'poor',
      counts: (trial) => isPoor(trial, config, direction),
      message: (count) => `Stopping sweep: models not learning (${count} consecutive poor/invalid trials).`,
    },
  ];
  const diagnostics = config.stop_on_diagnostics.map(({ id, consecutive }): StreakRule => {
    return {
      id,
      label: `${id} in a row`,
      limit: consecutive,
      kind: 'diagnostic',
      counts: (trial) => trial.diagnostics.includes(id),
      message: (count) => `Stopping sweep: ${id} in ${count} trials in a row.`,
    };
  });
  return [...(config.early_stop_no_learning ? learning : []), ...diagnostics];
}

/** @returns how many trials at the end of a list a rule counts */
function lengthOf(rule: StreakRule, ended: readonly Trial[]): number {
  let count = 0;
  while (count < ended.length && rule.counts(ended[ended.length - 1 - count]!)) count += 1;
  return count;
}

/** @returns the counters of every rule; @param ended trials that are judged, in the order in which they ended */
export function streaksOf(config: StopRulesConfig, direction: Direction, ended: readonly Trial[]): readonly Streak[] {
  return rulesOf(config, direction).map((rule) => {
    return { id: rule.id, label: rule.label, count: lengthOf(rule, ended), limit: rule.limit };
  });
}

/** @returns the first rule that stops the sweep after the last of these trials; null when it goes on */
export function stopRuleAfter(
  config: StopRulesConfig,
  direction: Direction,
  ended: readonly Trial[],
): StoppedBy | null {
  for (const rule of rulesOf(config, direction)) {
    if (lengthOf(rule, ended) >= rule.limit) return { kind: rule.kind, message: rule.message(rule.limit) };
  }
  return null;
}
