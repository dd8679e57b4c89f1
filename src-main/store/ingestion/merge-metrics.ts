import type { EvaluationSplit, Split } from '#contract/ids';
import type { MetricsBySplit, SplitMetrics } from '#contract/runs';
import type { IngestedBatch } from './ingested-batch';

const isEvaluationSplit = (split: Split): split is EvaluationSplit => split !== 'train';
const countOf = (value: number | null | undefined): number => (Number.isInteger(value) ? value! : 0);

/**
 * Merges a batch's newest values into the metrics of a run's row. Sample and cluster counts come from the event when it has
 * them, else from the baselines of that split, which are computed on the same samples.
 */
export function mergeMetrics(
  before: MetricsBySplit,
  baselines: Readonly<Record<string, MetricsBySplit>>,
  batch: IngestedBatch,
): MetricsBySplit {
  const merged: Record<string, SplitMetrics> = { ...before };
  for (const { split, metric, value } of batch.latest()) {
    if (!isEvaluationSplit(split)) continue;
    const counted = merged[split] ?? Object.values(baselines).find((bySplit) => bySplit[split])?.[split];
    const counts = { n: countOf(counted?.n), clusters: countOf(counted?.clusters) };
    merged[split] = { ...(merged[split] ?? counts), [metric]: Number.isFinite(value) ? value : null };
  }
  return merged;
}
