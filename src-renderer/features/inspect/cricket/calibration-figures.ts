import type { BallCalibration } from '#contract/snapshots/ball-probabilities';

type Matrix = readonly (readonly number[])[];
export type ReliabilityBin = BallCalibration['reliability'][number];

/** Scores of one class from a confusion matrix; null where nothing can be divided by. */
export interface ClassScores {
  readonly precision: number | null;
  readonly recall: number | null;
  /** 0 for a class without samples or predictions, as the metric `f1_<class>`. */
  readonly f1: number;
  readonly balls: number;
  readonly predicted: number;
}

/** @param matrix counts, row = what came, column = predicted */
export function classScores(matrix: Matrix): readonly ClassScores[] {
  return matrix.map((row, position) => {
    const hits = row[position]!;
    const balls = sum(row);
    const predicted = sum(matrix.map((other) => other[position]!));
    return {
      precision: predicted === 0 ? null : hits / predicted,
      recall: balls === 0 ? null : hits / balls,
      f1: balls + predicted === 0 ? 0 : (2 * hits) / (balls + predicted),
      balls,
      predicted,
    };
  });
}

/** @returns each row divided by its sum; null in a row without a sample */
export const rowShares = (matrix: Matrix): readonly (readonly (number | null)[])[] =>
  matrix.map((row) => row.map((count) => (sum(row) === 0 ? null : count / sum(row))));

/** @returns the bins that hold a sample, as they were */
export const filledBins = (bins: readonly ReliabilityBin[]): readonly ReliabilityBin[] =>
  bins.filter(({ count }) => count > 0);

/**
 * Expected calibration error: mean of |frequency - confidence| over the samples.
 *
 * @returns null without a sample
 */
export function calibrationError(bins: readonly ReliabilityBin[]): number | null {
  const samples = sum(bins.map(({ count }) => count));
  if (samples === 0) return null;
  return sum(bins.map(({ count, confidence, frequency }) => count * Math.abs(frequency - confidence))) / samples;
}

/**
 * Half the width of the normal 95 % interval of a share, p +- 1.96 sqrt(p (1 - p) / n). Balls of one match are not
 * independent, so the true one is wider.
 */
export const shareHalfWidth = ({ frequency, count }: ReliabilityBin): number =>
  1.96 * Math.sqrt((frequency * (1 - frequency)) / count);

/** @returns end of the axes: the smallest tenth, at least 0.1, that holds every point */
export const axisEnd = (bins: readonly ReliabilityBin[]): number =>
  Math.min(
    1,
    Math.max(
      0.1,
      Math.ceil(Math.max(0, ...filledBins(bins).flatMap((bin) => [bin.confidence, bin.frequency])) * 10 - 1e-9) / 10,
    ),
  );

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
