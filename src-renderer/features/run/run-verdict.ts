import type { EvaluationSplit } from '#contract/ids';
import { metricDescriptor } from '#contract/metrics';
import type { RunSummary } from '#contract/runs';
import { baselinesOf, mainMetric, type BaselineValue } from './main-metric';

/** How the model stands against the baseline that it has to beat. */
export interface BaselineVerdict {
  readonly metric: string;
  readonly split: EvaluationSplit;
  readonly value: number;
  readonly baseline: BaselineValue;
  readonly isBelow: boolean;
}

/** Judged on validation; on dates held out of training while there is nothing else. */
const SPLITS: readonly EvaluationSplit[] = ['validation', 'holdout'];

/**
 * @param newest newest values of the lines by part, for a run that has no result yet
 * @returns null while model or baseline have no value on the same part
 */
export function baselineVerdict(
  summary: RunSummary,
  newest: Readonly<Partial<Record<EvaluationSplit, number | null>>> = {},
): BaselineVerdict | null {
  const metric = mainMetric(summary);
  const { direction } = metricDescriptor(metric);
  for (const split of SPLITS) {
    const value = summary.metrics[split]?.[metric] ?? newest[split];
    const baseline = baselinesOf(summary, split, metric)[0];
    if (typeof value !== 'number' || baseline === undefined) continue;
    const isBelow = direction === 'minimize' ? value > baseline.value : value < baseline.value;
    return { metric, split, value, baseline, isBelow };
  }
  return null;
}
