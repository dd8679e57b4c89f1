/**
 * Counts of classes: row = true class, column = predicted class.
 * @param labels      class of each sample
 * @param predictions class predicted for each sample
 * @returns float64 [classes * classes], row by row
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): Float64Array {
  const counts = new Float64Array(classes * classes);
  for (let sample = 0; sample < labels.length; sample += 1) {
    counts[labels[sample]! * classes + predictions[sample]!]! += 1;
  }
  return counts;
}
