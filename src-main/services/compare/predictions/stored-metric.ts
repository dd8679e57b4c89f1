import path from 'node:path';
import { PredictionsMissingError } from '#contract/errors/compare-errors';
import { familyDescriptor } from '#contract/families';
import type { FamilyId } from '#contract/ids';
import { PREDICTION_DESCRIPTORS, type PredictionDescriptor, type PredictionMetric } from '#contract/predictions';
import type { MetricReference } from '../metric-reference';
import { metricUnits, type MetricUnits } from './metric-form';
import { readPredictions, type StoredPredictions } from './prediction-file';

/** Where a run's predictions of a split lie. */
export const predictionFile = (runFolder: string, split: string): string =>
  path.join(runFolder, 'predictions', `${split}.csv`);

/** @throws PredictionsMissingError when the family says nothing of its predictions */
export function predictionsOf(family: FamilyId): PredictionDescriptor {
  const predictions = PREDICTION_DESCRIPTORS[family];
  if (predictions) return predictions;
  throw new PredictionsMissingError(
    `The family ${family} (${familyDescriptor(family).label}) does not say how its predictions are measured`,
    'Compare by the metrics of the runs; slices and the second opinion need a prediction descriptor (docs/comparing.md).',
  );
}

/** @throws PredictionsMissingError when the metric cannot be recomputed from predictions */
export function storedMetric(family: FamilyId, metric: string): PredictionMetric {
  const { metrics } = predictionsOf(family);
  const form = metrics[metric];
  if (form) return form;
  throw new PredictionsMissingError(
    `${metric} cannot be computed from stored predictions`,
    `Choose one of ${Object.keys(metrics).join(', ')}.`,
  );
}

/** The stored predictions of one run with the units of a metric. */
export interface StoredRun {
  readonly table: StoredPredictions;
  readonly units: MetricUnits;
}

/** @throws PredictionsMissingError */
export function readStoredRun(
  run: { readonly runId: string; readonly family: FamilyId; readonly folder: string },
  { split, metric }: MetricReference,
): StoredRun {
  const form = storedMetric(run.family, metric);
  const table = readPredictions(predictionFile(run.folder, split), run.runId);
  return { table, units: metricUnits(table, form) };
}
