import type { Finding } from '../../../environments/territory/diagnostics/finding';

/** Where the time of an update went. */
export interface TimeSplit {
  readonly environmentMs: number;
  readonly forwardMs: number;
  readonly updateMs: number;
  readonly totalMs: number;
  readonly decisions: number;
}

/** The update that the steady speed is first told at: the first one compiles. */
export const STEADY_UPDATE = 3;

/** @returns shares of the time and decisions a second; `rest` is the copying between them */
export function timeShares({ environmentMs, forwardMs, updateMs, totalMs, decisions }: TimeSplit) {
  const rest = Math.max(0, totalMs - environmentMs - forwardMs - updateMs);
  return {
    environment_share: environmentMs / totalMs,
    forward_share: forwardMs / totalMs,
    update_share: updateMs / totalMs,
    transfer_share: rest / totalMs,
    decisions_per_second: (1000 * decisions) / totalMs,
  };
}

/** PERF-SPLIT: what a decision costs, said once. @param firstSpeed decisions a second of the first update, which is no speed to publish */
export function performanceSplit(split: TimeSplit, firstSpeed: number | null, update: number): Finding | null {
  if (update !== STEADY_UPDATE) return null;
  const shares = timeShares(split);
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  const first = firstSpeed === null ? '' : ` (first update ${firstSpeed.toFixed(0)}, with compiling)`;
  return {
    id: 'perf-split',
    severity: 'info',
    message: `${shares.decisions_per_second.toFixed(0)} decisions/s${first}: environment ${percent(shares.environment_share)}, forward ${percent(shares.forward_share)}, update ${percent(shares.update_share)}, rest ${percent(shares.transfer_share)}.`,
    cause: '',
    nextStep: 'More threads or another executor shorten forward and update; fewer passes (ppo.epochs) the update.',
    value: shares.decisions_per_second,
  };
}
