import type { EncodedLists } from '../lists/encode-lists';

/** Mean and standard deviation by column; a column without spread has the deviation 1. */
export interface Standardization {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** Spread below which a column counts as constant. */
const SMALLEST_DEVIATION = 1e-6;

/**
 * Means and deviations over the real players of some lists, padding left out. Only training lists may be given:
 * numbers of other parts would leak into the features.
 *
 * @param listIndices positions in `encoded.lists`
 */
export function fitStandardization(
  { shape, players, statistics }: EncodedLists,
  listIndices: readonly number[],
): Standardization {
  const width = shape.statistics;
  const slotsPerList = shape.teams * shape.players;
  const [sums, squares] = [new Float64Array(width), new Float64Array(width)];
  let count = 0;
  for (const list of listIndices) {
    for (let slot = list * slotsPerList; slot < (list + 1) * slotsPerList; slot += 1) {
      if (players[slot]! < 0) continue;
      count += 1;
      for (let column = 0; column < width; column += 1) {
        const value = statistics[slot * width + column]!;
        sums[column]! += value;
        squares[column]! += value * value;
      }
    }
  }
  return fromSums(sums, squares, count);
}

/** @returns the standardisation of a single column */
export function fitColumn(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const sum = values.reduce((total, value) => total + value, 0);
  const square = values.reduce((total, value) => total + value * value, 0);
  const { means, deviations } = fromSums([sum], [square], values.length);
  return { mean: means[0]!, deviation: deviations[0]! };
}

function fromSums(sums: ArrayLike<number>, squares: ArrayLike<number>, count: number): Standardization {
  const means = Array.from(sums, (sum) => (count === 0 ? 0 : sum / count));
  const deviations = Array.from(squares, (square, column) => {
    const variance = count === 0 ? 0 : square / count - means[column]! ** 2;
    const deviation = Math.sqrt(Math.max(0, variance));
    return deviation < SMALLEST_DEVIATION ? 1 : deviation;
  });
  return { means, deviations };
}

/** @returns a standardisation that changes nothing */
export const identityStandardization = (columns: number): Standardization => ({
  means: new Array<number>(columns).fill(0),
  deviations: new Array<number>(columns).fill(1),
});

/** Standardises the statistics of all lists in place; padding stays 0. */
export function standardize(
  { shape, players, statistics }: EncodedLists,
  { means, deviations }: Standardization,
): void {
  const width = shape.statistics;
  players.forEach((player, slot) => {
    if (player < 0) return;
    for (let column = 0; column < width; column += 1) {
      const position = slot * width + column;
      statistics[position] = (statistics[position]! - means[column]!) / deviations[column]!;
    }
  });
}
