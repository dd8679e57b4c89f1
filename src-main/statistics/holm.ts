import { assertProbability, assertFinite, StatisticsInputError } from './statistics-input-error';

/**
 * Holm's step-down adjustment: the i-th smallest of m is multiplied with m - i + 1, never below the one before, at most 1.
 * @param pValues    raw two-sided p values
 * @param familySize planned comparisons; more than given when some are still missing, so that adding them later only helps
 * @returns adjusted p values in the order given
 * @throws StatisticsInputError for a p outside 0 to 1, or a family smaller than the values
 * @see Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6(2)
 */
export function holm(pValues: readonly number[], familySize = pValues.length): readonly number[] {
  assertFinite(pValues);
  for (const p of pValues) assertProbability('p value', p);
  if (familySize < pValues.length) {
    throw new StatisticsInputError(
      'E-STATISTICS-RANGE',
      `${pValues.length} comparisons were made, but the planned family has ${familySize}.`,
      'Plan the family at least as large as the comparisons shown.',
    );
  }
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = Array<number>(pValues.length);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (familySize - rank) * pValues[index]!));
    adjusted[index] = largest;
  });
  return adjusted;
}
