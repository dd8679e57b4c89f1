import type { Histogram } from './histograms';
import { SPLIT, SPLIT_BYTES } from './kernels/search-columns';
import type { WeightPacking } from './packed-weight';
import type { TreeMemory } from './tree-memory';

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

/**
 * Looks for the split of a node with the largest gain
 *
 *   G_l^2 / (H_l + lambda) + G_r^2 / (H_r + lambda) - G^2 / (H + lambda)
 *
 * among all boundaries between bins, missing values once on either side. Of equal gains the first found stays.
 * @see Chen, Guestrin (2016), XGBoost, equation 7 (which has half of this) and algorithm 3
 */
export class SplitFinder {
  /** What the kernels write: numbers and, in the same bytes, integers. */
  private readonly best: Float64Array;
  private readonly bestIntegers: Int32Array;

  constructor(
    private readonly memory: TreeMemory,
    private readonly packing: WeightPacking,
    private readonly limits: SplitLimits,
  ) {
    const { buffer, address } = memory;
    this.best = new Float64Array(buffer, address.best, SPLIT_BYTES / 8);
    this.bestIntegers = new Int32Array(buffer, address.best, SPLIT_BYTES / 4);
  }

  /** @returns the best split by a histogram; null when none gains enough */
  fromHistogram(columns: Int32Array, histogram: Histogram, node: NodeSums): Split | null {
    const { memory, limits, packing } = this;
    const { chosen, places, best } = memory.address;
    this.start(columns);
    memory.run.searchHistogram(
      chosen,
      chosen + 4 * columns.length,
      places,
      best,
      node.gradient,
      node.packed,
      limits.l2,
      limits.minimumLeafRows,
      packing.unit,
      packing.inverseUnit,
      packing.quantum,
      histogram,
    );
    return this.found();
  }

  /** The same for few rows of the order: only bins that hold one are looked at, and no histogram of all columns is needed. */
  fromRows(columns: Int32Array, start: number, end: number, node: NodeSums): Split | null {
    const { memory, limits, packing } = this;
    const { chosen, places, best, order, derivatives, collectScratch, collectEntries, collectBins } = memory.address;
    this.start(columns);
    memory.run.searchRows(
      chosen,
      chosen + 4 * columns.length,
      places,
      best,
      node.gradient,
      node.packed,
      limits.l2,
      limits.minimumLeafRows,
      packing.unit,
      packing.inverseUnit,
      packing.quantum,
      order + 4 * start,
      order + 4 * end,
      derivatives,
      collectScratch,
      collectEntries,
      collectBins,
    );
    return this.found();
  }

  private start(columns: Int32Array): void {
    this.memory.chosen.set(columns);
    this.best[SPLIT.gain / 8] = this.limits.minimumGain;
    this.bestIntegers[SPLIT.column / 4] = -1;
  }

  private found(): Split | null {
    const { best, bestIntegers } = this;
    const column = bestIntegers[SPLIT.column / 4]!;
    if (column < 0) return null;
    return {
      column,
      bin: bestIntegers[SPLIT.bin / 4]!,
      missingLeft: bestIntegers[SPLIT.isMissingLeft / 4] === 1,
      gain: best[SPLIT.gain / 8]!,
      left: { gradient: best[SPLIT.gradient / 8]!, packed: best[SPLIT.packed / 8]! },
    };
  }
}
