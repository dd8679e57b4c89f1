import type { EvaluationSplit } from '#contract/ids';
import { METRICS, metricDescriptor, type MetricDescriptor } from '#contract/metrics';
import type { MetricsBySplit, RunSummary } from '#contract/runs';

/** A metric of one part of the data, as the table shows it. */
export interface MetricChoice {
  readonly split: EvaluationSplit;
  readonly metric: string;
}

/** Parts in the order in which variants are judged on them. */
const SPLITS: readonly EvaluationSplit[] = ['validation', 'holdout', 'test'];
/** Counts beside the metrics. */
const NOT_METRICS: ReadonlySet<string> = new Set(['n', 'clusters']);
const KNOWN_ORDER = new Map(Object.keys(METRICS).map((id, index) => [id, index]));

export const choiceId = ({ split, metric }: MetricChoice): string => `${split}.${metric}`;

/** @returns every metric that some run has, by part, known metrics first in their order */
export function metricChoices(runs: readonly RunSummary[]): readonly MetricChoice[] {
  return SPLITS.flatMap((split) => {
    const ids = new Set(runs.flatMap(({ metrics }) => Object.keys(metrics[split] ?? {})));
    return [...ids]
      .filter((id) => !NOT_METRICS.has(id))
      .sort((a, b) => (KNOWN_ORDER.get(a) ?? Infinity) - (KNOWN_ORDER.get(b) ?? Infinity))
      .map((metric) => ({ split, metric }));
  });
}

/**
 * What the table compares unless someone chooses otherwise: on validation the metric that picks the checkpoint, else the
 * first that has a better and a worse and is not the loss.
 */
export function mainChoice(runs: readonly RunSummary[]): MetricChoice | null {
  const choices = metricChoices(runs);
  const picks = runs.map(({ best }) => best?.metric).filter((id) => id !== undefined && id !== 'loss');
  return (
    choices.find(({ metric }) => metric === picks[0]) ??
    choices.find(({ metric }) => metric !== 'loss' && metricDescriptor(metric).direction !== 'none') ??
    choices[0] ??
    null
  );
}

/** @returns the value of a metric, null where it is not known */
export const valueOf = (metrics: MetricsBySplit, { split, metric }: MetricChoice): number | null =>
  metrics[split]?.[metric] ?? null;

/** @returns whether `a` is the better of two values; a metric without direction has no better */
export function isBetter({ direction }: Pick<MetricDescriptor, 'direction'>, a: number, b: number): boolean {
  if (direction === 'none') return false;
  return direction === 'maximize' ? a > b : a < b;
}
