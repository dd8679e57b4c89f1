import type { SplitMetrics } from '#contract/runs';
import { classificationScores } from '../../../metrics/classification-scores';
import { confusionMatrix } from '../../../metrics/confusion-matrix';
import { expectedCalibrationError, reliabilityBins } from '../../../metrics/reliability-bins';
import { BALL_CLASSES, CLASS_COUNT, CLASS_RUNS, FOUR, SIX, WICKET } from '../matches/ball-class';
import type { ScoredSamples } from './scored-samples';

/** Probabilities below this count as this in the log loss, as in the published program. */
const SMALLEST_PROBABILITY = 1e-15;

/**
 * Metrics of predictions. `corrected_*` judge the decision for macro F1, `calibrated_log_loss` the probabilities after
 * temperature and prior correction, all others the raw output.
 *
 * @param samples at least one
 */
export function ballMetrics(samples: ScoredSamples): SplitMetrics {
  const { labels, predicted, decided, count } = samples;
  const confusion = confusionMatrix(labels, predicted, CLASS_COUNT);
  const scores = classificationScores(confusion);
  const corrected = classificationScores(confusionMatrix(labels, decided, CLASS_COUNT));
  return {
    n: count,
    clusters: samples.clusters,
    log_loss: logLoss(samples),
    calibrated_log_loss: samples.calibratedLosses.reduce((sum, loss) => sum + loss, 0) / count,
    macro_f1: scores.macroF1,
    weighted_f1: scores.weightedF1,
    accuracy: scores.accuracy,
    top_2_accuracy: topAccuracy(samples, 2),
    top_3_accuracy: topAccuracy(samples, 3),
    ece: expectedCalibrationError(topReliability(samples)),
    wicket_recall: scores.classes[WICKET]!.recall,
    boundary_precision: boundaryPrecision(confusion),
    expected_runs_error: expectedRunsError(samples),
    corrected_macro_f1: corrected.macroF1,
    corrected_weighted_f1: corrected.weightedF1,
    corrected_accuracy: corrected.accuracy,
    corrected_wicket_recall: corrected.classes[WICKET]!.recall,
    ...Object.fromEntries(BALL_CLASSES.map((name, position) => [`f1_${name}`, scores.classes[position]!.f1])),
  };
}

function logLoss({ labels, probabilities, count }: ScoredSamples): number {
  let sum = 0;
  for (let sample = 0; sample < count; sample += 1)
    sum -= Math.log(Math.max(probabilities[sample * CLASS_COUNT + labels[sample]!]!, SMALLEST_PROBABILITY));
  return sum / count;
}

/** Share of the samples whose class is among the `places` most probable; of equals the first class wins. */
function topAccuracy({ labels, probabilities, count }: ScoredSamples, places: number): number {
  let hits = 0;
  for (let sample = 0; sample < count; sample += 1) {
    const start = sample * CLASS_COUNT;
    const label = labels[sample]!;
    const own = probabilities[start + label]!;
    let before = 0;
    for (let other = 0; other < CLASS_COUNT; other += 1) {
      const value = probabilities[start + other]!;
      if (value > own || (value === own && other < label)) before += 1;
    }
    if (before < places) hits += 1;
  }
  return hits / count;
}

/** Reliability of the most probable class. */
export function topReliability({ labels, probabilities, predicted, count }: ScoredSamples) {
  const top = Float64Array.from(
    { length: count },
    (_, sample) => probabilities[sample * CLASS_COUNT + predicted[sample]!]!,
  );
  return reliabilityBins(
    top,
    predicted.map((predictedClass, sample) => (predictedClass === labels[sample] ? 1 : 0)),
  );
}

/** Reliability of the probability of one class. */
export function classReliability({ labels, probabilities, count }: ScoredSamples, ballClass: number) {
  const ofClass = Float64Array.from({ length: count }, (_, sample) => probabilities[sample * CLASS_COUNT + ballClass]!);
  return reliabilityBins(
    ofClass,
    labels.map((label) => (label === ballClass ? 1 : 0)),
  );
}

/** Exact hits among all predictions of Four or Six; null when there is none. */
function boundaryPrecision(confusion: Float64Array): number | null {
  let predictions = 0;
  for (let label = 0; label < CLASS_COUNT; label += 1)
    predictions += confusion[label * CLASS_COUNT + FOUR]! + confusion[label * CLASS_COUNT + SIX]!;
  const hits = confusion[FOUR * CLASS_COUNT + FOUR]! + confusion[SIX * CLASS_COUNT + SIX]!;
  return predictions === 0 ? null : hits / predictions;
}

/** Mean |expected runs - runs of the class|. */
function expectedRunsError({ labels, probabilities, count }: ScoredSamples): number {
  let sum = 0;
  for (let sample = 0; sample < count; sample += 1) {
    const expected = CLASS_RUNS.reduce(
      (runs, value, at) => runs + value * probabilities[sample * CLASS_COUNT + at]!,
      0,
    );
    sum += Math.abs(expected - CLASS_RUNS[labels[sample]!]!);
  }
  return sum / count;
}
