import path from 'node:path';
import { PredictionsMissingError } from '#contract/errors/compare-errors';
import { familyDescriptor } from '#contract/families';
import type { FamilyId } from '#contract/ids';
import { PREDICTION_DESCRIPTORS, type PredictionDescriptor, type PredictionMetric } from '#contract/predictions';
import type { MetricReference } from '../metric-reference';
import { metricUnits, type MetricUnits } from './metric-form';
import { readPredictions, type StoredPredictions } from './prediction-file';

/** Where a run's predictions of a split lie, or those of a baseline without training beside them. */
export const predictionFile = (runFolder: string, split: string, baseline: string | null = null): string =>
  path.join(runFolder, 'predictions', baseline === null ? `${split}.csv` : `${split}.${baseline}.csv`);

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

/**
 * @param baseline id of a baseline without training whose predictions the run has stored; null: the run's own
 * @throws PredictionsMissingError
 */
export function readStoredRun(
  run: { readonly runId: string; readonly family: FamilyId; readonly folder: string },
  { split, metric }: MetricReference,
  baseline: string | null = null,
): StoredRun {
  const form = storedMetric(run.family, metric);
  if (baseline !== null) checkStored(run.family, baseline);
  const table = readPredictions(predictionFile(run.folder, split, baseline), run.runId);
  return { table, units: metricUnits(table, form) };
}

function checkStored(family: FamilyId, baseline: string): void {
  const { untrained } = predictionsOf(family);
  if (untrained.includes(baseline)) return;
  throw new PredictionsMissingError(
    `Runs of ${familyDescriptor(family).label} store no predictions of a baseline ${baseline}`,
    untrained.length === 0 ? 'Compare with trained runs instead.' : `Choose ${untrained.join(' or ')}.`,
  );
}
