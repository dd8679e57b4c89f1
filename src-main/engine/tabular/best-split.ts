import type { WeightPacking } from './packed-weight';
import type { BinnedTable } from './quantile-bins';
import type { Histogram, TreeMemory } from './tree-memory';

/** Gradient sum and packed weight of a node. */
export interface NodeSums {
  readonly gradient: number;
  readonly packed: number;
}

/** The best way to part a node, and what falls to the left. */
export interface Split {
  readonly column: number;
  /** Rows of this bin and of those before it go left. */
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
  readonly left: NodeSums;
}

export interface SplitLimits {
  readonly minimumLeafRows: number;
  readonly l2: number;
  /** A split must gain more than this. */
  readonly minimumGain: number;
}

/** Bytes of a histogram's entry. */
const ENTRY_BYTES = 16;

/**
 * Looks for the split of a node with the largest gain
 *
 *   G_l^2 / (H_l + lambda) + G_r^2 / (H_r + lambda) - G^2 / (H + lambda)
 *
 * among all boundaries between bins, missing values once on either side. Of equal gains the first found stays.
 * @see Chen, Guestrin (2016), XGBoost, equation 7 (which has half of this) and algorithm 3
 */
export class SplitFinder {
  private column = -1;
  private bin = 0;
  private missingLeft = false;

  constructor(
    private readonly table: BinnedTable,
    private readonly memory: TreeMemory,
    private readonly packing: WeightPacking,
    private readonly limits: SplitLimits,
  ) {}

  /** @returns the best split by a histogram; null when none gains enough */
  fromHistogram(columns: Int32Array, histogram: Histogram, node: NodeSums): Split | null {
    const { offsets, thresholds, hasMissing } = this.table;
    this.start();
    for (const column of columns) {
      const bins = thresholds[column]!.length;
      const first = histogram + offsets[column]! * ENTRY_BYTES;
      const entry = this.scan(column, first, bins, hasMissing[column] === 1, node);
      if (entry >= 0) this.bin = entry;
    }
    return this.found();
  }

  /** The same for few rows of the order: only bins that hold one are looked at, and no histogram of all columns is needed. */
  fromRows(columns: Int32Array, start: number, end: number, node: NodeSums): Split | null {
    const { memory } = this;
    const { presentBins } = memory;
    this.start();
    for (const column of columns) {
      const count = memory.collect(column, start, end);
      // Missing values have the last bin.
      const hasMissing = count > 0 && presentBins[count - 1] === this.table.thresholds[column]!.length;
      const entry = this.scan(column, memory.address.entries, hasMissing ? count - 1 : count, hasMissing, node);
      if (entry >= 0) this.bin = presentBins[entry]!;
    }
    return this.found();
  }

  private start(): void {
    this.column = -1;
    this.memory.best[0] = this.limits.minimumGain;
  }

  private found(): Split | null {
    const [gain, gradient, packed] = this.memory.best as Float64Array & [number, number, number];
    const { column, bin, missingLeft } = this;
    return column < 0 ? null : { column, bin, missingLeft, gain, left: { gradient, packed } };
  }

  /**
   * Tries every boundary of a column, missing values right, then left.
   * @param first address of its entries; that of missing values follows those of `bins`
   * @returns the entry before the best boundary; -1 when that of another column stays the best
   */
  private scan(column: number, first: number, bins: number, hasMissing: boolean, node: NodeSums): number {
    const { floats } = this.memory;
    let entry = this.scanFrom(0, 0, first, bins, node);
    if (entry >= 0) {
      this.column = column;
      this.missingLeft = false;
    }
    const missing = first / 8 + 2 * bins;
    if (!hasMissing || floats[missing + 1] === 0) return entry;
    const withMissing = this.scanFrom(floats[missing]!, floats[missing + 1]!, first, bins, node);
    if (withMissing < 0) return entry;
    this.column = column;
    this.missingLeft = true;
    return withMissing;
  }

  /** @returns the entry before the best boundary when the left side begins with these sums; -1 when none is better than the best so far */
  private scanFrom(gradient: number, packed: number, first: number, bins: number, node: NodeSums): number {
    const { memory, packing, limits } = this;
    const before = memory.best[0]!;
    memory.run.bestBoundary(
      first,
      first + bins * ENTRY_BYTES,
      memory.address.best,
      gradient,
      packed,
      node.gradient,
      node.packed,
      limits.l2,
      limits.minimumLeafRows,
      packing.unit,
      packing.inverseUnit,
      packing.quantum,
    );
    return memory.best[0] === before ? -1 : (memory.bestEntry[0]! - first) / ENTRY_BYTES;
  }
}
