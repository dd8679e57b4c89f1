/** Mean over seeds with its spread; what one seed cannot say is null. */
export interface SeedStatistics {
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation, n − 1; null for one seed. */
  readonly standardDeviation: number | null;
  /** 95 % interval of the mean by Student's t; null for one seed. */
  readonly interval: readonly [number, number] | null;
  readonly min: number;
  readonly max: number;
}

/** @returns statistics of the finite values, null when there is none */
export function seedStatistics(values: readonly (number | null | undefined)[]): SeedStatistics | null {
  const known = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  const n = known.length;
  if (n === 0) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / n;
  const [min, max] = [Math.min(...known), Math.max(...known)];
  if (n === 1) return { n, mean, standardDeviation: null, interval: null, min, max };
  const standardDeviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const half = (tQuantile975(n - 1) * standardDeviation) / Math.sqrt(n);
  return { n, mean, standardDeviation, interval: [mean - half, mean + half], min, max };
}

/** Two-sided 95 % points of Student's t for 1 to 30 degrees of freedom (NIST/SEMATECH e-Handbook, table 1.3.6.7.2). */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;
const NORMAL_975 = 1.959964;

/**
 * Above 30 degrees of freedom the first terms of the Cornish-Fisher expansion are right to four digits (Abramowitz and
 * Stegun, 26.7.5).
 */
export function tQuantile975(degreesOfFreedom: number): number {
  const exact = T_975[degreesOfFreedom - 1];
  if (exact !== undefined) return exact;
  const z = NORMAL_975;
  return z + (z ** 3 + z) / (4 * degreesOfFreedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degreesOfFreedom ** 2);
}
