import { fairBinomialCdf } from './distributions';
import { StatisticsInputError } from './statistics-input-error';

/**
 * McNemar's test with the exact binomial distribution: under equal accuracy each discordant row falls to either side
 * with probability 1/2. Rows must be independent; for clustered rows use the cluster bootstrap.
 * @param onlyBaselineRight  rows that the baseline alone predicts rightly
 * @param onlyCandidateRight rows that the candidate alone predicts rightly
 * @returns two-sided p; 1 without discordant rows
 * @throws StatisticsInputError for counts that are negative or not whole
 * @see Fagerland, Lydersen, Laake (2013), The McNemar test for binary matched-pairs data, BMC Med Res Methodol 13:91
 */
export function mcnemarExactTest(onlyBaselineRight: number, onlyCandidateRight: number): number {
  for (const count of [onlyBaselineRight, onlyCandidateRight]) {
    if (Number.isInteger(count) && count >= 0) continue;
    throw new StatisticsInputError('E-STATISTICS-RANGE', `A count of rows is ${count}.`, 'Give whole numbers from 0.');
  }
  const smaller = Math.min(onlyBaselineRight, onlyCandidateRight);
  return Math.min(1, 2 * fairBinomialCdf(smaller, onlyBaselineRight + onlyCandidateRight));
}
