import type { ConfusionTable } from '#contract/compare';
import { PredictionsMissingError } from '#contract/errors/compare-errors';
import type { PredictionDescriptor, PredictionMetric } from '#contract/predictions';
import type { MetricReference } from '../metric-reference';
import { classF1, metricUnits } from './metric-form';
import type { SlicedGroup } from './slice-table';

type ClassMetric = Extract<PredictionMetric, { kind: 'macro-f1' | 'accuracy' | 'weighted-f1' }>;

/** @returns the classes of a family's predictions, or null when it predicts no classes */
export const classMetricOf = ({ metrics }: PredictionDescriptor): ClassMetric | null =>
  Object.values(metrics).find((metric): metric is ClassMetric => 'classes' in metric) ?? null;

/** Confusion matrices side by side, counts as means over seeds. @throws PredictionsMissingError for a family without classes */
export function confusionTable(
  groups: readonly SlicedGroup[],
  { split }: MetricReference,
  descriptor: PredictionDescriptor,
): ConfusionTable {
  const metric = classMetricOf(descriptor);
  if (!metric)
    throw new PredictionsMissingError(
      'This family predicts no classes, so there is no confusion matrix',
      'Look at the slices instead.',
    );
  const count = metric.classes.length;
  return {
    split,
    classes: [...metric.classes],
    groups: groups.map(({ key, label, runs }) => {
      const mean = new Float64Array(count * count);
      for (const { stored } of runs) {
        metricUnits(stored.table, metric).vectors.forEach((value, index) => {
          mean[index % mean.length]! += value / runs.length;
        });
      }
      return {
        key,
        label,
        n: runs.length,
        counts: metric.classes.map((_, row) => [...mean.subarray(row * count, (row + 1) * count)]),
        f1: metric.classes.map((_, label_) => classF1(mean, count, label_)),
      };
    }),
  };
}
