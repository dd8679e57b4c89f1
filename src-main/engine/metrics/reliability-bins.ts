/** Samples whose probability lies in one bin. */
export interface ReliabilityBin {
  readonly count: number;
  /** Mean of the probabilities; 0 in an empty bin. */
  readonly confidence: number;
  /** Share of the samples in which it came true; 0 in an empty bin. */
  readonly frequency: number;
}

/**
 * A reliability diagram: equal bins (a, b] of a probability, 0 belongs to the first.
 * @param probabilities of an event for each sample
 * @param outcomes      1 where it happened
 */
export function reliabilityBins(
  probabilities: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  bins = 10,
): readonly ReliabilityBin[] {
  const counts = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const hits = new Float64Array(bins);
  for (let sample = 0; sample < probabilities.length; sample += 1) {
    const bin = Math.min(Math.max(Math.ceil(probabilities[sample]! * bins) - 1, 0), bins - 1);
    counts[bin]! += 1;
    sums[bin]! += probabilities[sample]!;
    hits[bin]! += outcomes[sample]!;
  }
  return Array.from(counts, (count, bin) => ({
    count,
    confidence: count === 0 ? 0 : sums[bin]! / count,
    frequency: count === 0 ? 0 : hits[bin]! / count,
  }));
}

/** Expected calibration error: mean |frequency - confidence| over the bins, weighted by their samples. */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const samples = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce(
    (sum, { count, confidence, frequency }) => sum + (count / samples) * Math.abs(frequency - confidence),
    0,
  );
}
