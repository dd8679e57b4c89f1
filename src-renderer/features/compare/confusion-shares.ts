/** @returns each count as a share of its row (the true class); a row without samples is null */
export function rowShares(counts: readonly (readonly number[])[]): readonly (readonly (number | null)[])[] {
  return counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => (total === 0 ? null : count / total));
  });
}

/** @returns second minus first, cell by cell, in points of a hundred; null where either has no samples */
export function shareDifferences(
  first: readonly (readonly (number | null)[])[],
  second: readonly (readonly (number | null)[])[],
): readonly (readonly (number | null)[])[] {
  return first.map((row, truth) =>
    row.map((share, predicted) => {
      const other = second[truth]?.[predicted] ?? null;
      return share === null || other === null ? null : (other - share) * 100;
    }),
  );
}

/** @returns the largest absolute value, at least `floor` */
export const largest = (cells: readonly (readonly (number | null)[])[], floor: number): number =>
  Math.max(floor, ...cells.flat().map((value) => Math.abs(value ?? 0)));
