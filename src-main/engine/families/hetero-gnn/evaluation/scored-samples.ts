import type { PredictionTable } from '../../family';
import { BALL_CLASSES, CLASS_COUNT } from '../matches/ball-class';
import type { Calibration } from './calibration';
import { calibratedProbabilities, decide } from './calibration';
import type { PartSamples } from './part-samples';
import { argmaxRows, softmaxRows } from './softmax';

/** Predictions as columns, which is what metrics are computed from: of a part, of a slice, or read back from a file. */
export interface ScoredSamples {
  readonly count: number;
  readonly labels: Uint8Array;
  /** float64 [count * 7]. */
  readonly probabilities: Float64Array;
  /** Class with the largest probability. */
  readonly predicted: Uint8Array;
  /** Class with the prior correction of the calibration. */
  readonly decided: Uint8Array;
  /** Log loss of each sample after calibration. */
  readonly calibratedLosses: Float64Array;
  /** Matches: balls of one match are not independent. */
  readonly clusters: number;
}

/**
 * @param logits      [samples * 7], rows as in `samples`
 * @param calibration null: decisions are the largest probability
 * @param matchOf     match of an innings, by its position in the archive
 */
export function scoreLogits(
  { count, labels, innings }: PartSamples,
  logits: ArrayLike<number>,
  calibration: Calibration | null,
  matchOf: (innings: number) => number,
): ScoredSamples {
  const probabilities = softmaxRows(logits);
  const calibrated = calibration === null ? probabilities : calibratedProbabilities(logits, calibration);
  const predicted = argmaxRows(probabilities);
  return {
    count,
    labels,
    probabilities,
    predicted,
    decided: calibration === null ? predicted : decide(calibrated, calibration),
    calibratedLosses: Float64Array.from(
      labels,
      (label, sample) => -Math.log(calibrated[sample * CLASS_COUNT + label]!),
    ),
    clusters: new Set(Array.from(innings, matchOf)).size,
  };
}

/** @param rows of the table that count; all by default. Accepts tables read back from a file, where numbers are text. */
export function scoredSamples({ columns, rows: all }: PredictionTable, rows = all): ScoredSamples {
  const at = (name: string): number => columns.indexOf(name);
  const [label, predicted, decided, loss] = ['label', 'predicted', 'decided', 'calibrated_loss'].map(at);
  const match = at('match_id');
  const classes = BALL_CLASSES.map((name) => at(`p_${name}`));
  return {
    count: rows.length,
    labels: Uint8Array.from(rows, (row) => Number(row[label!])),
    predicted: Uint8Array.from(rows, (row) => Number(row[predicted!])),
    decided: Uint8Array.from(rows, (row) => Number(row[decided!])),
    calibratedLosses: Float64Array.from(rows, (row) => Number(row[loss!])),
    probabilities: Float64Array.from({ length: rows.length * CLASS_COUNT }, (_, position) =>
      Number(rows[Math.floor(position / CLASS_COUNT)]![classes[position % CLASS_COUNT]!]),
    ),
    clusters: new Set(rows.map((row) => String(row[match]))).size,
  };
}
