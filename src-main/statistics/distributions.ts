import jStat from 'jstat';

/**
 * Two-sided tail probability of Student's t: I_x(df / 2, 1 / 2) with x = df / (df + t^2), which keeps small tails exact
 * where 1 - cdf would not.
 * @param t                statistic; the sign does not matter
 * @param degreesOfFreedom above 0
 * @returns P(|T| >= |t|), relative error below 3e-7, where jStat's continued fraction stops (test/golden/statistics)
 */
export function studentTwoSidedP(t: number, degreesOfFreedom: number): number {
  return t === 0 ? 1 : jStat.ibeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

/**
 * The |t| that a two-sided test at level 1 - confidence must reach; half the width of an interval in standard errors.
 * @param confidence in (0, 1), for example 0.95
 * @returns relative error below 1e-7
 */
export function studentCriticalValue(confidence: number, degreesOfFreedom: number): number {
  const key = `${confidence}/${degreesOfFreedom}`;
  const known = criticalValues.get(key);
  if (known !== undefined) return known;
  const value = jStat.studentt.inv((1 + confidence) / 2, degreesOfFreedom);
  criticalValues.set(key, value);
  return value;
}

/** Inverting the distribution takes 20 us; tables of thousands of groups ask for the same few values. */
const criticalValues = new Map<string, number>();

/** @returns P(Z <= z) of the standard normal distribution, absolute error below 1e-15 */
export const normalCdf = (z: number): number => jStat.normal.cdf(z, 0, 1);

/** @returns the z with P(Z <= z) = p for p in (0, 1), absolute error below 1e-9 from 1e-8 to 1 - 1e-8 */
export const normalQuantile = (p: number): number => jStat.normal.inv(p, 0, 1);

/**
 * P(X <= successes) of a binomial distribution with probability 1/2, through the incomplete beta function: jStat's own
 * binomial cdf rounds its result to ten decimals.
 * @param successes from 0 to trials
 * @returns relative error below 3e-7
 */
export function fairBinomialCdf(successes: number, trials: number): number {
  return successes >= trials ? 1 : jStat.ibeta(0.5, trials - successes, successes + 1);
}
