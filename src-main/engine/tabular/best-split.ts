import type { Histogram, NodeRows } from './histogram';
import type { WeightPacking } from './packed-weight';
import type { BinnedTable } from './quantile-bins';

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

const IN_ORDER = Uint8Array.from({ length: 256 }, (_, bin) => bin);

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
  private gain = 0;
  private leftGradient = 0;
  private leftPacked = 0;
  /** One column's histogram of a small node; zero between calls. */
  private readonly scratch: Float64Array = new Float64Array(512);
  private readonly present = new Int32Array(8);
  private readonly order = new Uint8Array(256);

  constructor(
    private readonly table: BinnedTable,
    private readonly packing: WeightPacking,
    private readonly limits: SplitLimits,
  ) {}

  /** @returns the best split by a histogram; null when none gains enough */
  fromHistogram(columns: Int32Array, histogram: Histogram, node: NodeSums): Split | null {
    const { offsets, thresholds, hasMissing } = this.table;
    this.column = -1;
    this.gain = this.limits.minimumGain;
    for (const column of columns) {
      const bins = thresholds[column]!.length;
      const start = offsets[column]! * 2;
      this.scan(column, histogram, start, IN_ORDER, bins, node, 0, 0, false);
      if (hasMissing[column] === 1) this.withMissing(column, histogram, start, IN_ORDER, bins, node);
    }
    return this.found();
  }

  /**
   * The same for few rows: only bins that hold one are looked at, and no histogram of all columns is needed. The bits of a
   * mask give them in order.
   */
  fromRows(columns: Int32Array, rows: NodeRows, node: NodeSums): Split | null {
    const { thresholds } = this.table;
    this.column = -1;
    this.gain = this.limits.minimumGain;
    for (const column of columns) {
      const missing = thresholds[column]!.length;
      const count = this.collect(column, rows);
      // Missing values have the last bin.
      const hasMissing = count > 0 && this.order[count - 1] === missing;
      const bins = hasMissing ? count - 1 : count;
      this.scan(column, this.scratch, 0, this.order, bins, node, 0, 0, false);
      if (hasMissing) this.withMissing(column, this.scratch, 0, this.order, bins, node);
      for (let index = 0; index < count; index++) {
        const entry = this.order[index]! * 2;
        this.scratch[entry] = 0;
        this.scratch[entry + 1] = 0;
      }
    }
    return this.found();
  }

  private found(): Split | null {
    if (this.column < 0) return null;
    const { column, bin, missingLeft, gain } = this;
    return { column, bin, missingLeft, gain, left: { gradient: this.leftGradient, packed: this.leftPacked } };
  }

  /** Sums a column of the rows into the scratch. @returns how many bins hold rows; they are in `order`, ascending */
  private collect(column: number, { rows, start, end, gradients, weights }: NodeRows): number {
    const { bins } = this.table;
    const { scratch, present, order } = this;
    const base = column * this.table.rows;
    for (let index = start; index < end; index++) {
      const bin = bins[base + rows[index]!]!;
      scratch[bin * 2]! += gradients[index - start]!;
      scratch[bin * 2 + 1]! += weights[index - start]!;
      present[bin >> 5]! |= 1 << (bin & 31);
    }
    let count = 0;
    for (let word = 0; word < 8; word++) {
      for (let bits = present[word]!; bits !== 0; bits &= bits - 1) {
        order[count] = (word << 5) + 31 - Math.clz32(bits & -bits);
        count += 1;
      }
      present[word] = 0;
    }
    return count;
  }

  private withMissing(
    column: number,
    histogram: Float64Array,
    start: number,
    order: Uint8Array,
    bins: number,
    node: NodeSums,
  ): void {
    const entry = start + this.table.thresholds[column]!.length * 2;
    const packed = histogram[entry + 1]!;
    if (packed > 0) this.scan(column, histogram, start, order, bins, node, histogram[entry]!, packed, true);
  }

  /** Tries every boundary; the left side begins with the sums given. */
  private scan(
    column: number,
    histogram: Float64Array,
    start: number,
    order: Uint8Array,
    bins: number,
    node: NodeSums,
    gradient: number,
    packed: number,
    missingLeft: boolean,
  ): void {
    const { l2, minimumLeafRows } = this.limits;
    const { unit, inverseUnit, quantum } = this.packing;
    const { gradient: allGradient, packed: allPacked } = node;
    const allRows = Math.floor(allPacked * inverseUnit);
    const allWeight = (allPacked - allRows * unit) * quantum;
    const unsplit = (allGradient * allGradient) / (allWeight + l2);
    for (let index = 0; index < bins; index++) {
      const bin = order[index]!;
      const binPacked = histogram[start + bin * 2 + 1]!;
      if (binPacked === 0) continue;
      packed += binPacked;
      gradient += histogram[start + bin * 2]!;
      const rows = Math.floor(packed * inverseUnit);
      if (rows < minimumLeafRows) continue;
      if (allRows - rows < minimumLeafRows) break;
      const leftWeight = (packed - rows * unit) * quantum + l2;
      const rightWeight = allWeight + 2 * l2 - leftWeight;
      const rest = allGradient - gradient;
      const gain =
        (gradient * gradient * rightWeight + rest * rest * leftWeight) / (leftWeight * rightWeight) - unsplit;
      if (gain > this.gain) {
        this.gain = gain;
        this.column = column;
        this.bin = bin;
        this.missingLeft = missingLeft;
        this.leftGradient = gradient;
        this.leftPacked = packed;
      }
    }
  }
}
