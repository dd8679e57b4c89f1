import type { NodeSums, Split, SplitLimits } from '../../../../src-main/engine/tabular/best-split';
import type { WeightPacking } from '../../../../src-main/engine/tabular/packed-weight';
import type { BinnedTable } from '../../../../src-main/engine/tabular/quantile-bins';

/** Gradient and packed weight of each bin of a column, the bin of missing values last. */
export type PlainColumn = readonly { gradient: number; packed: number }[];

/** The obvious twin of the counting kernels: row after row, column after column. */
export function plainColumn(
  table: BinnedTable,
  column: number,
  rows: Int32Array,
  derivatives: Float64Array,
): PlainColumn {
  const bins = Array.from({ length: table.offsets[column + 1]! - table.offsets[column]! }, () => ({
    gradient: 0,
    packed: 0,
  }));
  for (const row of rows) {
    const bin = bins[table.bins[column * table.rows + row]!]!;
    bin.gradient += derivatives[2 * row]!;
    bin.packed += derivatives[2 * row + 1]!;
  }
  return bins;
}

/** The obvious twin of the searching kernels: the best boundary after a bin with rows, missing values right, then left. */
export function plainSplit(
  columns: readonly { readonly column: number; readonly bins: PlainColumn; readonly valueBins: number }[],
  node: NodeSums,
  { unit, inverseUnit, quantum }: WeightPacking,
  { l2, minimumLeafRows, minimumGain }: SplitLimits,
): Split | null {
  const rowsOf = (packed: number): number => Math.floor(packed * inverseUnit);
  const weightOf = (packed: number): number => (packed - rowsOf(packed) * unit) * quantum;
  const weight = weightOf(node.packed);
  let best: Split | null = null;
  for (const { column, bins, valueBins } of columns) {
    for (const missing of [{ gradient: 0, packed: 0 }, bins[valueBins]]) {
      let [gradient, packed] = [missing?.gradient ?? 0, missing?.packed ?? 0];
      const missingLeft = packed > 0;
      if (missing === bins[valueBins] && !missingLeft) continue;
      bins.slice(0, valueBins).forEach((bin, index) => {
        gradient += bin.gradient;
        packed += bin.packed;
        const rows = rowsOf(packed);
        if (bin.packed === 0 || rows < minimumLeafRows || rowsOf(node.packed) - rows < minimumLeafRows) return;
        const left = weightOf(packed) + l2;
        const right = weight + 2 * l2 - left;
        const rest = node.gradient - gradient;
        const unsplit = (node.gradient * node.gradient) / (weight + l2);
        const gain = (gradient * gradient * right + rest * rest * left) / (left * right) - unsplit;
        if (gain > (best?.gain ?? minimumGain))
          best = { column, bin: index, missingLeft, gain, left: { gradient, packed } };
      });
    }
  }
  return best;
}
