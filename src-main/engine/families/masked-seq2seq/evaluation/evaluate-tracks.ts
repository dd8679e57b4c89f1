import type { MaskedSeq2SeqPreprocessing } from '#contract/config/masked-seq2seq';
import type { SplitMetrics } from '#contract/runs';
import type { ForwardPass } from '../../../backend/executor';
import type { Evaluation } from '../../family';
import type { Forecaster } from '../forecaster';
import type { TrackingData } from '../tracking/tracking-data';
import { BASELINES, type BaselineId } from './baselines';
import { frameErrors, framesToForecast, predictionRows, toPredictionTable } from './prediction-rows';
import { trajectoryMetrics } from './trajectory-metrics';

/** What is needed to judge a forecast. */
export interface EvaluationSource {
  readonly data: TrackingData;
  readonly preprocessing: MaskedSeq2SeqPreprocessing;
}

/** @returns positions that have a one-hot column */
const knownPositions = ({ categories }: MaskedSeq2SeqPreprocessing): ReadonlySet<string> =>
  new Set(categories.find(({ name }) => name === 'player_position')?.values ?? []);

/** Forecasts tracks and measures what has a truth. */
export async function evaluateTracks(
  { data, preprocessing }: EvaluationSource,
  forecaster: Forecaster,
  tracks: readonly number[],
  forward: ForwardPass,
): Promise<Evaluation> {
  const { positions, oneStep, loss } = await forecaster.forecast(tracks, forward);
  const known = knownPositions(preprocessing);
  const predictions = toPredictionTable(
    tracks.flatMap((track, index) => predictionRows(data, preprocessing.ridge, known, track, positions[index]!)),
  );
  return {
    metrics: {
      ...trajectoryMetrics(frameErrors(predictions, 'model')),
      one_step_rmse_yards: oneStep && oneStep.frames > 0 ? Math.sqrt(oneStep.squares / (2 * oneStep.frames)) : null,
    },
    loss: loss.denominator === 0 ? 0 : loss.numerator / loss.denominator,
    predictions,
  };
}

/** @returns metrics of one baseline on some tracks */
export function baselineMetrics(
  { data, preprocessing }: EvaluationSource,
  id: BaselineId,
  tracks: readonly number[],
): SplitMetrics {
  const known = knownPositions(preprocessing);
  const rows = tracks.flatMap((track) => {
    const frames = framesToForecast(data.arrays, track);
    const path = BASELINES[id](data.arrays, preprocessing.ridge, track, frames);
    return predictionRows(data, preprocessing.ridge, known, track, path);
  });
  return trajectoryMetrics(frameErrors(toPredictionTable(rows), 'model'));
}
