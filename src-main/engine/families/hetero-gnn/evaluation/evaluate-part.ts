import type { SplitMetrics } from '#contract/runs';
import type { PredictionTable } from '../../family';
import type { CricketData, DataPart } from '../data/cricket-data';
import { ballMetrics } from './ball-metrics';
import type { Calibration } from './calibration';
import { partSamples } from './part-samples';
import { predictionTable, scoreTable } from './prediction-rows';
import { scoreLogits } from './scored-samples';
import type { ScoredSamples } from './scored-samples';

/**
 * Scores a part without its prediction rows: what an epoch of training looks at.
 *
 * @param logits      [samples * 7]: innings in the order of `data.parts[part].innings`, targets in the order of play
 * @param calibration fitted on validation; null before there is one
 */
export function scorePart(
  data: CricketData,
  part: DataPart,
  logits: ArrayLike<number>,
  calibration: Calibration | null,
): ScoredSamples {
  return scoreLogits(partSamples(data, part), logits, calibration, (innings) => data.archive.innings[innings]!.match);
}

/** Scores of a part for a baseline, in the rows of {@link evaluatePart}; parameters as {@link scorePart}. */
export const scoreTableOf = (
  data: CricketData,
  part: DataPart,
  logits: ArrayLike<number>,
  calibration: Calibration | null,
): PredictionTable => scoreTable(data, partSamples(data, part), scorePart(data, part, logits, calibration));

/** Metrics and stored predictions of a part; parameters as {@link scorePart}. */
export function evaluatePart(
  data: CricketData,
  part: DataPart,
  logits: ArrayLike<number>,
  calibration: Calibration | null,
): { readonly metrics: SplitMetrics; readonly predictions: PredictionTable } {
  const scored = scorePart(data, part, logits, calibration);
  return { metrics: ballMetrics(scored), predictions: predictionTable(data, partSamples(data, part), scored) };
}
