/** Values of several lines over one common x, as uPlot wants them: `null` is a gap, `undefined` only “no point here”. */
export interface AlignedColumns {
  readonly x: number[];
  readonly columns: readonly (number | null | undefined)[][];
}

/**
 * Puts lines with x of their own over the union of all x.
 *
 * @param lines x ascending, y as long as x; y that is not finite (or not positive on a log axis) becomes a gap
 */
export function alignSeries(
  lines: readonly { readonly x: readonly number[]; readonly y: readonly number[] }[],
  isLog: boolean,
): AlignedColumns {
  const x = unionOf(lines.map((line) => line.x));
  const indexOf = new Map(x.map((value, index) => [value, index]));
  const columns = lines.map((line) => {
    const column = new Array<number | null | undefined>(x.length).fill(undefined);
    line.x.forEach((value, index) => {
      const y = line.y[index]!;
      column[indexOf.get(value)!] = Number.isFinite(y) && (!isLog || y > 0) ? y : null;
    });
    return column;
  });
  return { x, columns };
}

function unionOf(lists: readonly (readonly number[])[]): number[] {
  const first = lists[0] ?? [];
  if (lists.every((list) => list === first)) return [...first];
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}
