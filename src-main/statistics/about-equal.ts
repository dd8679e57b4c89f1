import { mean, standardDeviation } from './moments';
import { assertSample } from './statistics-input-error';

export interface AboutEqual {
  readonly isAboutEqual: boolean;
  readonly difference: number;
  /** sd / sqrt(n) of the differences. */
  readonly standardError: number;
  /** What the difference may be at most: twice the standard error. */
  readonly margin: number;
}

/**
 * "About equal" of ladder rules: the mean difference lies within twice its standard error. A rule of thumb that says
 * "not told apart", not a proof of equality: few or noisy seeds make the margin wide, so it is always shown.
 * @param differences one a seed, at least two
 * @throws StatisticsInputError for fewer than two or one that is not finite
 */
export function aboutEqual(differences: readonly number[]): AboutEqual {
  assertSample(differences, 2);
  const difference = mean(differences);
  const standardError = standardDeviation(differences) / Math.sqrt(differences.length);
  const margin = 2 * standardError;
  return { isAboutEqual: Math.abs(difference) <= margin, difference, standardError, margin };
}
