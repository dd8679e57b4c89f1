import { seedsNeeded, smallestReachableP } from './smallest-reachable-p';
import { assertProbability } from './statistics-input-error';

/** Which way a metric is better; the words of the metric descriptors. */
export type MetricDirection = 'maximize' | 'minimize';

/** What a comparison shows. `cannot-be-shown` is a statement about the seeds, not about the models. */
export type Verdict =
  | { readonly kind: 'better' | 'worse' | 'no-difference-shown' }
  | { readonly kind: 'cannot-be-shown'; readonly seeds: number; readonly seedsNeeded: number };

export interface VerdictInput {
  /** Mean of candidate minus baseline. */
  readonly meanDifference: number;
  readonly direction: MetricDirection;
  readonly seeds: number;
  /** p of the exact sign-flip test after Holm over the family. */
  readonly adjustedP: number;
  /** Size of the planned family. */
  readonly comparisons: number;
  /** Level of the family, for example 0.05. */
  readonly alpha: number;
}

/**
 * Judges one comparison by the exact test. Where it shows nothing, it is said whether these seeds could have: with equal
 * seeds all members of the family share the smallest p, so after Holm none falls below comparisons * 2 / 2^n.
 * @throws StatisticsInputError when alpha or p is outside 0 to 1
 */
export function verdict({ meanDifference, direction, seeds, adjustedP, comparisons, alpha }: VerdictInput): Verdict {
  assertProbability('adjusted p', adjustedP);
  assertProbability('level alpha', alpha);
  if (adjustedP <= alpha) {
    const isBetter = direction === 'maximize' ? meanDifference > 0 : meanDifference < 0;
    return { kind: isBetter ? 'better' : 'worse' };
  }
  if (comparisons * smallestReachableP(seeds) <= alpha) return { kind: 'no-difference-shown' };
  return { kind: 'cannot-be-shown', seeds, seedsNeeded: seedsNeeded(alpha, comparisons) };
}
