import type { BestValue } from '#contract/checkpoint-files';
import type { Split } from '#contract/ids';
import type { Monitor, TrainingOptions } from './training-options';

/** Values of one epoch, by split and metric. */
export type EpochValues = Readonly<Partial<Record<Split, Readonly<Record<string, number>>>>>;

/** @returns the role of the checkpoint that is best by a monitor, for example `best-conference_spearman` */
export const roleOf = (monitor: Monitor): string => `best-${monitor.metric}`;

/** @returns the monitored value of an epoch; undefined when its split was not evaluated or gave no finite number */
export function monitoredValue(values: EpochValues, monitor: Monitor): number | undefined {
  const value = values[monitor.split]?.[monitor.metric];
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** The two monitors that keep a checkpoint; one when both would bear the same role. The shipped one comes first. */
export function keptMonitors({
  monitor,
  lossMonitor,
}: Pick<TrainingOptions, 'monitor' | 'lossMonitor'>): readonly Monitor[] {
  return roleOf(monitor) === roleOf(lossMonitor) ? [monitor] : [monitor, lossMonitor];
}

function isKept(value: number, best: BestValue | undefined, { mode, ties }: Monitor): boolean {
  if (best === undefined) return true;
  if (value === best.value) return ties === 'last';
  return mode === 'min' ? value < best.value : value > best.value;
}

/**
 * The best values after one more epoch. Ties keep the earlier epoch, unless the monitor says otherwise.
 * @param at finished epochs (from 1) and steps
 * @returns the new list and the roles that the current weights now hold
 */
export function updateBestValues(
  best: readonly BestValue[],
  monitors: readonly Monitor[],
  values: EpochValues,
  at: { readonly epoch: number; readonly step: number },
): { readonly best: readonly BestValue[]; readonly newRoles: readonly string[] } {
  const improved = monitors.flatMap((monitor) => {
    const value = monitoredValue(values, monitor);
    const role = roleOf(monitor);
    const known = best.find((entry) => entry.role === role);
    if (value === undefined || !isKept(value, known, monitor)) return [];
    return [{ role, split: monitor.split, metric: monitor.metric, value, ...at }];
  });
  const newRoles = improved.map((entry) => entry.role);
  return { best: [...best.filter((entry) => !newRoles.includes(entry.role)), ...improved], newRoles };
}
