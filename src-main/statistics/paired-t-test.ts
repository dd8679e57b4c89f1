import { studentTwoSidedP } from './distributions';
import { mean, standardDeviation } from './moments';
import { assertSample, StatisticsInputError } from './statistics-input-error';

export interface PairedTTest {
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * @returns the spread of differences, for statistics that divide by it
 * @throws StatisticsInputError for fewer than two differences, one that is not finite, or differences that are all equal
 */
export function positiveSpread(differences: readonly number[]): number {
  assertSample(differences, 2);
  const spread = standardDeviation(differences);
  if (differences.some((difference) => difference !== differences[0])) return spread;
  throw new StatisticsInputError(
    'E-STATISTICS-IDENTICAL',
    `All ${differences.length} differences are ${differences[0]}, so there is no spread to compare with.`,
    differences[0] === 0
      ? 'Either the runs are identical: check that the configurations differ in a key that is used. Or the metric does not tell them apart, as F1 of models that always say the same class: look at another one, such as the log loss.'
      : 'Check that the seeds reach the model and the data order.',
  );
}

/**
 * Two-sided paired t test: t = mean / (sd / sqrt(n)) with n - 1 degrees of freedom.
 * @param differences one a seed, candidate minus baseline
 * @throws StatisticsInputError as {@link positiveSpread}
 * @see Snedecor and Cochran (1989), Statistical Methods, 8th edition, section 6.3
 */
export function pairedTTest(differences: readonly number[]): PairedTTest {
  const standardError = positiveSpread(differences) / Math.sqrt(differences.length);
  const t = mean(differences) / standardError;
  const degreesOfFreedom = differences.length - 1;
  return { t, degreesOfFreedom, p: studentTwoSidedP(t, degreesOfFreedom) };
}
