import type { MaskedSeq2SeqConfig, MaskedSeq2SeqPreprocessing } from '#contract/config/masked-seq2seq';
import type { EvaluationSplit } from '#contract/ids';
import type { InferenceTask } from '../family';
import { createForecaster } from './create-forecaster';
import { evaluateTracks } from './evaluation/evaluate-tracks';
import { forecastSnapshot } from './evaluation/forecast-snapshot';
import { predictionSlices } from './evaluation/slices';
import { pathLength, type TrackingData } from './tracking/tracking-data';
import { allBaselines } from './training-task';

/**
 * A trained model on data.
 *
 * @param split  what the tracks are judged as
 * @param tracks to forecast; those without a truth are forecast only
 */
export function createInferenceTask(
  config: MaskedSeq2SeqConfig,
  data: TrackingData,
  preprocessing: MaskedSeq2SeqPreprocessing,
  split: EvaluationSplit,
  tracks: readonly number[],
): InferenceTask {
  const source = { data, preprocessing };
  const forecaster = createForecaster(config, data, preprocessing, [], 0);
  const judged = tracks.filter((track) => pathLength(data.arrays, track) > 0);
  const splits = judged.length > 0 ? [split] : [];
  return {
    model: forecaster.model,
    splits,
    evaluate: (_, forward) => evaluateTracks(source, forecaster, judged, forward),
    baselines: allBaselines(source, splits, () => judged),
    slices: (_, predictions) => predictionSlices(predictions),
    snapshots: (of, evaluation) => [{ name: 'forecast', data: forecastSnapshot(source, of, evaluation) }],
    predict: async (forward) => (await evaluateTracks(source, forecaster, tracks, forward)).predictions,
    sampleInputs: (count) => forecaster.sampleInputs(tracks, count),
  };
}
