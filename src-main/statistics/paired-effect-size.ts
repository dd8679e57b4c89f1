import { mean } from './moments';
import { positiveSpread } from './paired-t-test';

/**
 * Effect size of paired differences, d_z = mean / sd.
 * @throws StatisticsInputError for fewer than two differences or differences that are all equal
 * @see Cohen (1988), Statistical Power Analysis, 2nd edition, section 2.3.5
 */
export const pairedEffectSize = (differences: readonly number[]): number =>
  mean(differences) / positiveSpread(differences);
