import { SplitFinder, type NodeSums, type Split, type SplitLimits } from './best-split';
import { rowsOfPacked, weightOfPacked, type WeightPacking } from './packed-weight';
import { Histograms, type Histogram } from './histograms';
import type { BinnedTable } from './quantile-bins';
import type { TreeBuilder } from './tree-builder';
import { TreeMemory } from './tree-memory';

/** Below so many rows a node is searched row by row: sweeping the bins of all columns would cost more than the rows do. */
const FEW_ROWS = 192;

export interface GrowerOptions extends SplitLimits {
  readonly maxDepth: number;
  /** A leaf is -G / (H + lambda) times this. */
  readonly leafScale: number;
  /** Added to every leaf. */
  readonly leafShift: number;
}

const rowsOf = ({ start, end }: Stretch): number => end - start;

/** What one tree is grown from, beside the derivatives and the order of rows in the grower's memory. */
export interface TreeTask {
  /** So many rows of the order are learned from; those after them only fall into the leaves. */
  readonly seen: number;
  /** Columns that its histograms are of. */
  readonly columns: Int32Array;
  /** Columns that the next split may choose from; of `columns`. */
  readonly columnsOfSplit: () => Int32Array;
  /** float64 [rows of the table]: the leaf of each seen row is added. */
  readonly sumsOfSeen?: Float64Array;
  /** The same for the rows that are not seen; may be the same array. */
  readonly sumsOfUnseen?: Float64Array | undefined;
}

/** A stretch of the order of rows. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A node that waits to be split; `histogram` is null for one that is searched row by row. */
interface OpenNode {
  readonly node: number;
  readonly seen: Stretch;
  readonly unseen: Stretch;
  readonly depth: number;
  readonly sums: NodeSums;
  histogram: Histogram | null;
}

/**
 * Grows trees depth first over a binned table: rows of a node are a stretch of one array that is parted in place, and of two
 * children only the smaller one is counted, the larger is the difference to the parent.
 * @see Ke et al. (2017), LightGBM, algorithm 1, for histograms and their subtraction
 */
export class TreeGrower {
  /** Where derivatives and order are written before a tree is grown. */
  readonly memory: TreeMemory;
  private readonly histograms: Histograms;
  private readonly finder: SplitFinder;

  constructor(
    private readonly table: BinnedTable,
    private readonly packing: WeightPacking,
    private readonly options: GrowerOptions,
  ) {
    // One waits at every level, two more are in hand; each that waits is of rows of its own.
    const waiting = Math.min(options.maxDepth, Math.floor(table.rows / FEW_ROWS));
    this.memory = new TreeMemory(table, waiting + 2);
    this.histograms = new Histograms(table, this.memory, waiting + 2);
    this.finder = new SplitFinder(this.memory, packing, options);
  }

  grow(task: TreeTask, builder: TreeBuilder): void {
    const node = builder.startTree();
    const seen = { start: 0, end: task.seen };
    const unseen = { start: task.seen, end: this.table.rows };
    const root: OpenNode = { node, seen, unseen, depth: 0, sums: this.sumRows(task.seen), histogram: null };
    this.histograms.useColumns(task.columns);
    if (this.isCounted(root)) root.histogram = this.histograms.count(0, task.seen);
    this.growNode(root, task, builder);
  }

  private growNode(open: OpenNode, task: TreeTask, builder: TreeBuilder): void {
    const { node, seen, unseen, depth, sums, histogram } = open;
    const cover = seen.end - seen.start;
    const split = this.maySplit(sums, depth) ? this.findSplit(open, task) : null;
    if (!split) {
      this.release(open);
      const value = this.leafValue(sums);
      builder.setLeaf(node, value, cover);
      if (task.sumsOfSeen) this.addLeaf(value, seen, task.sumsOfSeen);
      if (task.sumsOfUnseen) this.addLeaf(value, unseen, task.sumsOfUnseen);
      return;
    }
    const rightSums = { gradient: sums.gradient - split.left.gradient, packed: sums.packed - split.left.packed };
    const missingLeft = this.missingSide(split, rightSums, seen);
    const { column, bin, gain } = split;
    const threshold = this.table.thresholds[column]![bin]!;
    const left = builder.split(node, { feature: column, threshold, missingLeft, gain }, cover);
    const [seenLeft, seenRight] = this.part(split, missingLeft, seen);
    const [unseenLeft, unseenRight] = this.part(split, missingLeft, unseen);
    // Written out twice: spreading a common part into both costs more than growing them.
    const first: OpenNode = {
      node: left,
      seen: seenLeft,
      unseen: unseenLeft,
      depth: depth + 1,
      sums: split.left,
      histogram: null,
    };
    const second: OpenNode = {
      node: left + 1,
      seen: seenRight,
      unseen: unseenRight,
      depth: depth + 1,
      sums: rightSums,
      histogram: null,
    };
    if (histogram !== null) this.shareHistogram(histogram, first, second);
    this.growNode(first, task, builder);
    this.growNode(second, task, builder);
  }

  private maySplit(sums: NodeSums, depth: number): boolean {
    return depth < this.options.maxDepth && rowsOfPacked(sums.packed, this.packing) >= 2 * this.options.minimumLeafRows;
  }

  private findSplit({ seen, sums, histogram }: OpenNode, task: TreeTask): Split | null {
    const columns = task.columnsOfSplit();
    if (histogram !== null) return this.finder.fromHistogram(columns, histogram, sums);
    return this.finder.fromRows(columns, seen.start, seen.end, sums);
  }

  /** Missing values that the node never saw follow the larger child. */
  private missingSide(split: Split, right: NodeSums, { start, end }: Stretch): boolean {
    const { table, memory } = this;
    if (split.missingLeft) return true;
    const missing = table.thresholds[split.column]!.length;
    const base = split.column * table.rows;
    if (table.hasMissing[split.column] === 1)
      for (let index = start; index < end; index++)
        if (memory.bins[base + memory.order[index]!] === missing) return false;
    return rowsOfPacked(split.left.packed, this.packing) > rowsOfPacked(right.packed, this.packing);
  }

  /** @returns the stretches of both children; without missing values their bin has no rows */
  private part({ column, bin }: Split, missingLeft: boolean, { start, end }: Stretch): [Stretch, Stretch] {
    const { run, address } = this.memory;
    const { order, spare } = address;
    const alsoLeft = missingLeft ? this.table.thresholds[column]!.length : bin;
    const bins = address.bins + column * this.table.rows;
    const rest = run.partRows(order + 4 * start, order + 4 * end, bins, bin, alsoLeft, spare);
    // The address comes back as a signed number.
    const middle = ((rest >>> 0) - order) / 4;
    return [
      { start, end: middle },
      { start: middle, end },
    ];
  }

  /** Gives the children histograms where they need one; the parent's becomes the larger child's. */
  private shareHistogram(histogram: Histogram, left: OpenNode, right: OpenNode): void {
    const { histograms } = this;
    const [smaller, larger] = rowsOf(left.seen) <= rowsOf(right.seen) ? [left, right] : [right, left];
    larger.histogram = histogram;
    if (this.isCounted(smaller) || this.isCounted(larger)) {
      smaller.histogram = histograms.count(smaller.seen.start, smaller.seen.end);
      histograms.subtract(histogram, smaller.histogram);
    }
    for (const child of [smaller, larger]) if (!this.isCounted(child)) this.release(child);
  }

  private isCounted({ seen, sums, depth }: OpenNode): boolean {
    return rowsOf(seen) >= FEW_ROWS && this.maySplit(sums, depth);
  }

  private release(node: OpenNode): void {
    if (node.histogram !== null) this.histograms.release(node.histogram);
    node.histogram = null;
  }

  private addLeaf(value: number, { start, end }: Stretch, sums: Float64Array): void {
    const { order } = this.memory;
    for (let index = start; index < end; index++) sums[order[index]!]! += value;
  }

  private sumRows(count: number): NodeSums {
    const { order, derivatives } = this.memory;
    let gradient = 0;
    let packed = 0;
    for (let index = 0; index < count; index++) {
      const row = order[index]!;
      gradient += derivatives[2 * row]!;
      packed += derivatives[2 * row + 1]!;
    }
    return { gradient, packed };
  }

  private leafValue({ gradient, packed }: NodeSums): number {
    const { l2, leafScale, leafShift } = this.options;
    const weight = weightOfPacked(packed, this.packing) + l2;
    return Math.fround(leafShift + (weight > 0 ? (-gradient / weight) * leafScale : 0));
  }
}
