import { byTableOrder, familyDescriptor } from '#contract/families';
import type { EvaluationSplit } from '#contract/ids';
import type { RunDetail } from '#contract/run-detail';

/** @returns the metric of the second chart and of the first key figure: the family's until the run says which one picks its checkpoint */
export function mainMetric({ best, family }: RunDetail['summary']): string {
  return best !== null && best.metric !== 'loss' ? best.metric : familyDescriptor(family).mainMetric.metric;
}

export interface BaselineValue {
  readonly id: string;
  /** `win rate`. */
  readonly label: string;
  readonly value: number;
}

/** @returns the baselines of a metric on one part, in the order of the family's tables */
export function baselinesOf(
  { baselines, family }: RunDetail['summary'],
  split: EvaluationSplit,
  metric: string,
): readonly BaselineValue[] {
  return byTableOrder(family, Object.keys(baselines)).flatMap((id) => {
    const value = baselines[id]![split]?.[metric];
    return typeof value === 'number' ? [{ id, label: id.replaceAll('_', ' '), value }] : [];
  });
}
