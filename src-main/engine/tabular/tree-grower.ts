import { SplitFinder, type NodeSums, type Split, type SplitLimits } from './best-split';
import { fillHistogram, subtractHistogram, type Histogram, type NodeRows } from './histogram';
import { rowsOfPacked, weightOfPacked, type WeightPacking } from './packed-weight';
import type { BinnedTable } from './quantile-bins';
import type { TreeBuilder } from './tree-builder';

/** Below so many rows a node is searched row by row: sweeping the bins of all columns would cost more than the rows do. */
const FEW_ROWS = 192;

export interface GrowerOptions extends SplitLimits {
  readonly maxDepth: number;
  /** A leaf is -G / (H + lambda) times this. */
  readonly leafScale: number;
  /** Added to every leaf. */
  readonly leafShift: number;
}

/** What one tree is grown from. */
export interface TreeTask {
  /** int32: the rows it sees, reordered in place. */
  readonly rows: Int32Array;
  /** float64 [rows of the table]: gradient of each row. */
  readonly gradients: Float64Array;
  /** float64 [rows of the table]: packed weight of each row, as `packing` says. */
  readonly weights: Float64Array;
  /** Columns that its histograms are of. */
  readonly columns: Int32Array;
  /** Columns that the next split may choose from; of `columns`. */
  readonly columnsOfSplit: () => Int32Array;
  /** Called for every leaf with its place in `rows`. */
  readonly onLeaf?: (value: number, start: number, end: number) => void;
}

/** A node that waits to be split; `histogram` is null for one that is searched row by row. */
interface OpenNode {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly sums: NodeSums;
  readonly histogram: Histogram | null;
}

/**
 * Grows trees depth first over a binned table: rows of a node are a stretch of one array that is parted in place, and of two
 * children only the smaller one is counted, the larger is the difference to the parent.
 * @see Ke et al. (2017), LightGBM, algorithm 1, for histograms and their subtraction
 */
export class TreeGrower {
  private readonly finder: SplitFinder;
  private readonly pool: Histogram[] = [];
  private readonly spare: Int32Array;
  private readonly ordered: { readonly gradients: Float64Array; readonly weights: Float64Array };

  constructor(
    private readonly table: BinnedTable,
    private readonly packing: WeightPacking,
    private readonly options: GrowerOptions,
  ) {
    this.finder = new SplitFinder(table, packing, options);
    this.spare = new Int32Array(table.rows);
    this.ordered = { gradients: new Float64Array(table.rows), weights: new Float64Array(table.rows) };
  }

  grow(task: TreeTask, builder: TreeBuilder): void {
    const node = builder.startTree();
    const end = task.rows.length;
    const sums = this.sumRows(task, end);
    const histogram = end < FEW_ROWS || !this.maySplit(sums, 0) ? null : this.count(task, 0, end);
    this.growNode({ node, start: 0, end, depth: 0, sums, histogram }, task, builder);
  }

  private growNode(open: OpenNode, task: TreeTask, builder: TreeBuilder): void {
    const { node, start, end, depth, sums, histogram } = open;
    const cover = end - start;
    const split = this.maySplit(sums, depth) ? this.findSplit(open, task) : null;
    if (!split) {
      if (histogram) this.pool.push(histogram);
      const value = this.leafValue(sums);
      builder.setLeaf(node, value, cover);
      task.onLeaf?.(value, start, end);
      return;
    }
    const right = { gradient: sums.gradient - split.left.gradient, packed: sums.packed - split.left.packed };
    const missingLeft = this.missingSide(split, right, task, open);
    const middle = this.part(split, missingLeft, task.rows, start, end);
    const { column, bin, gain } = split;
    const threshold = this.table.thresholds[column]![bin]!;
    const left = builder.split(node, { feature: column, threshold, bin, missingLeft, gain }, cover);
    const [leftHistogram, rightHistogram] = this.childHistograms(open, middle, task, [split.left, right]);
    const child = depth + 1;
    this.growNode(
      { node: left, start, end: middle, depth: child, sums: split.left, histogram: leftHistogram },
      task,
      builder,
    );
    this.growNode(
      { node: left + 1, start: middle, end, depth: child, sums: right, histogram: rightHistogram },
      task,
      builder,
    );
  }

  private maySplit(sums: NodeSums, depth: number): boolean {
    return depth < this.options.maxDepth && rowsOfPacked(sums.packed, this.packing) >= 2 * this.options.minimumLeafRows;
  }

  private findSplit({ start, end, sums, histogram }: OpenNode, task: TreeTask): Split | null {
    const columns = task.columnsOfSplit();
    if (histogram) return this.finder.fromHistogram(columns, histogram, sums);
    return this.finder.fromRows(columns, this.gather(task, start, end), sums);
  }

  /** Missing values that the node never saw follow the larger child. */
  private missingSide(split: Split, right: NodeSums, task: TreeTask, { start, end }: OpenNode): boolean {
    const { table } = this;
    if (split.missingLeft) return true;
    const missing = table.thresholds[split.column]!.length;
    const base = split.column * table.rows;
    if (table.hasMissing[split.column] === 1)
      for (let index = start; index < end; index++) if (table.bins[base + task.rows[index]!] === missing) return false;
    return rowsOfPacked(split.left.packed, this.packing) > rowsOfPacked(right.packed, this.packing);
  }

  /** Parts the rows of a node, order kept. @returns where the right part begins */
  private part(split: Split, missingLeft: boolean, rows: Int32Array, start: number, end: number): number {
    const { spare } = this;
    const { bins, thresholds } = this.table;
    const base = split.column * this.table.rows;
    const missing = thresholds[split.column]!.length;
    const { bin } = split;
    const missingGoesLeft = missingLeft && this.table.hasMissing[split.column] === 1;
    let left = start;
    let right = 0;
    for (let index = start; index < end; index++) {
      const row = rows[index]!;
      const rowBin = bins[base + row]!;
      // Written to both sides and counted on one: a branch here would be guessed wrong half of the time.
      rows[left] = row;
      spare[right] = row;
      const isLeft = rowBin <= bin || (missingGoesLeft && rowBin === missing) ? 1 : 0;
      left += isLeft;
      right += 1 - isLeft;
    }
    for (let index = 0; index < right; index++) rows[left + index] = spare[index]!;
    return left;
  }

  /** Histograms of both children where they need one; the parent's becomes the larger child's. */
  private childHistograms(
    { start, end, depth, histogram }: OpenNode,
    middle: number,
    task: TreeTask,
    sums: readonly [NodeSums, NodeSums],
  ): [Histogram | null, Histogram | null] {
    if (!histogram) return [null, null];
    const rows = [middle - start, end - middle] as const;
    const needs = [0, 1].map((side) => rows[side]! >= FEW_ROWS && this.maySplit(sums[side]!, depth + 1));
    if (!needs[0] && !needs[1]) {
      this.pool.push(histogram);
      return [null, null];
    }
    const isLeftSmaller = rows[0] <= rows[1];
    const smaller = isLeftSmaller ? this.count(task, start, middle) : this.count(task, middle, end);
    subtractHistogram(histogram, smaller, task.columns, this.table.offsets);
    const both: [Histogram, Histogram] = isLeftSmaller ? [smaller, histogram] : [histogram, smaller];
    return [this.keep(both[0], needs[0]!), this.keep(both[1], needs[1]!)];
  }

  private keep(histogram: Histogram, isNeeded: boolean): Histogram | null {
    if (isNeeded) return histogram;
    this.pool.push(histogram);
    return null;
  }

  private count(task: TreeTask, start: number, end: number): Histogram {
    const histogram = this.pool.pop() ?? new Float64Array(this.table.offsets[this.table.columns]! * 2);
    fillHistogram(this.table, task.columns, this.gather(task, start, end), histogram);
    return histogram;
  }

  private gather({ rows, gradients, weights }: TreeTask, start: number, end: number): NodeRows {
    const { ordered } = this;
    for (let index = start; index < end; index++) {
      const row = rows[index]!;
      ordered.gradients[index - start] = gradients[row]!;
      ordered.weights[index - start] = weights[row]!;
    }
    return { rows, start, end, gradients: ordered.gradients, weights: ordered.weights };
  }

  private sumRows({ rows, gradients, weights }: TreeTask, end: number): NodeSums {
    let gradient = 0;
    let packed = 0;
    for (let index = 0; index < end; index++) {
      gradient += gradients[rows[index]!]!;
      packed += weights[rows[index]!]!;
    }
    return { gradient, packed };
  }

  private leafValue({ gradient, packed }: NodeSums): number {
    const { l2, leafScale, leafShift } = this.options;
    const weight = weightOfPacked(packed, this.packing) + l2;
    return Math.fround(leafShift + (weight > 0 ? (-gradient / weight) * leafScale : 0));
  }
}
