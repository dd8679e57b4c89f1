import { averageRanks } from './average-ranks';

/**
 * Area under the ROC curve: the probability that a positive case has the higher score, ties counted half (Hanley and
 * McNeil 1982).
 *
 * @param labels 1 = positive, 0 = negative
 * @returns null when there is only one class: the curve does not exist then
 */
export function areaUnderCurve(scores: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  const ranks = averageRanks(scores);
  let positives = 0;
  let ascending = 0;
  for (let index = 0; index < labels.length; index += 1) {
    if (labels[index] !== 1) continue;
    positives += 1;
    // averageRanks gives 1 to the largest score.
    ascending += labels.length + 1 - ranks[index]!;
  }
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return (ascending - (positives * (positives + 1)) / 2) / (positives * negatives);
}
