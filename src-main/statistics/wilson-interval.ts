import type { Interval } from './describe';
import { normalQuantile } from './distributions';
import { StatisticsInputError } from './statistics-input-error';

/**
 * Wilson's score interval of a proportion, for win rates. Stays within 0 to 1 and is sensible at 0 and n wins.
 * @param successes from 0 to trials
 * @param trials    at least 1
 * @throws StatisticsInputError when the counts do not fit together
 * @see Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22(158)
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): Interval {
  if (!(trials >= 1 && successes >= 0 && successes <= trials)) {
    throw new StatisticsInputError(
      'E-STATISTICS-RANGE',
      `${successes} of ${trials} is not a proportion.`,
      'Give at least one trial and no more successes than trials.',
    );
  }
  const z = normalQuantile((1 + confidence) / 2);
  const share = successes / trials;
  const shrink = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / shrink;
  const halfWidth = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  // Rounding can leave -1e-17 at 0 successes, or 1 + 1e-16 at all of them.
  return { lower: Math.max(0, centre - halfWidth), upper: Math.min(1, centre + halfWidth) };
}
