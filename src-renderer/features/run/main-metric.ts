import type { EvaluationSplit, FamilyId } from '#contract/ids';
import type { RunDetail } from '#contract/run-detail';

/** What each family is judged by: shown before a run has said which metric picks its checkpoint. */
const MAIN_METRICS = { 'deep-set-ranker': 'conference_spearman' } as const satisfies Record<FamilyId, string>;

/** @returns the metric of the second chart and of the first key figure */
export function mainMetric({ best, family }: RunDetail['summary']): string {
  return best !== null && best.metric !== 'loss' ? best.metric : MAIN_METRICS[family];
}

export interface BaselineValue {
  readonly id: string;
  /** `win rate`. */
  readonly label: string;
  readonly value: number;
}

/** @returns the baselines of a metric on one part, the win rate first, since it is the one to beat */
export function baselinesOf(
  { baselines }: RunDetail['summary'],
  split: EvaluationSplit,
  metric: string,
): readonly BaselineValue[] {
  return Object.entries(baselines)
    .flatMap(([id, bySplit]) => {
      const value = bySplit[split]?.[metric];
      return typeof value === 'number' ? [{ id, label: id.replaceAll('_', ' '), value }] : [];
    })
    .sort((a, b) => Number(b.id === 'win_rate') - Number(a.id === 'win_rate'));
}
