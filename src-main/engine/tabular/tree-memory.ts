import { instantiate } from '../wasm/assemble-module';
import { addRowsFunction, addRowsName, MOST_COLUMNS_AT_ONCE } from './kernels/add-rows';
import { BEST_BOUNDARY, BOUNDARY } from './kernels/best-boundary';
import { COLLECT_BINS, COLLECT_SCRATCH_BYTES } from './kernels/collect-bins';
import { PART_ROWS } from './kernels/part-rows';
import { SUBTRACT } from './kernels/subtract';
import type { BinnedTable } from './quantile-bins';

const FUNCTIONS = [
  ...Array.from({ length: MOST_COLUMNS_AT_ONCE }, (_, index) => addRowsFunction(index + 1)),
  SUBTRACT,
  PART_ROWS,
  COLLECT_BINS,
  BEST_BOUNDARY,
];

const PAGE_BYTES = 65_536;
/** One cache line. */
const ALIGNMENT_BYTES = 64;
/** Bytes of a gradient sum and a packed weight. */
const ENTRY_BYTES = 16;
const MOST_BINS_WITH_MISSING = 256;

const padded = (bytes: number): number => Math.ceil(bytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;

/** Bytes of each part of the memory. */
const partsOf = ({ rows, columns }: BinnedTable) => ({
  best: ALIGNMENT_BYTES,
  result: ALIGNMENT_BYTES,
  derivatives: rows * ENTRY_BYTES,
  order: rows * 4,
  spare: rows * 4,
  bins: rows * columns,
  collectScratch: COLLECT_SCRATCH_BYTES,
  entries: MOST_BINS_WITH_MISSING * ENTRY_BYTES,
  presentBins: MOST_BINS_WITH_MISSING,
});
type Part = keyof ReturnType<typeof partsOf>;

/** Address of the sums over a node's rows for every bin of every column: gradient and packed weight, float64 each. */
export type Histogram = number;

/**
 * Memory of one fit, in which the kernels find the binned table, the order of its rows, their derivatives and histograms.
 * It never grows, because growing would detach the views.
 */
export class TreeMemory {
  /** uint8 [columns, rows] */
  readonly bins: Uint8Array;
  /** int32 [rows]: rows of the table; those of a node are a stretch of it. */
  readonly order: Int32Array;
  /** float64 [rows, 2]: gradient and packed weight of each row. */
  readonly derivatives: Float64Array;
  /** float64: all of the memory; a histogram's entries are at its address / 8. */
  readonly floats: Float64Array;
  /** uint8 [256]: what {@link collect} found. */
  readonly presentBins: Uint8Array;
  /** float64 [3]: gain, gradient and packed weight of the best boundary; see `kernels/best-boundary.ts`. */
  readonly best: Float64Array;
  /** uint32 [1]: address of the entry before that boundary. */
  readonly bestEntry: Uint32Array;
  readonly run;
  readonly address: Readonly<Record<Part, number>>;
  private readonly result: Uint32Array;
  private readonly free: Histogram[] = [];

  /**
   * @param histograms how many are needed at the same time
   * @throws RangeError when all of it needs more than 4 GiB
   */
  constructor(
    private readonly table: BinnedTable,
    histograms: number,
  ) {
    const { rows, columns, offsets } = table;
    let used = 0;
    const place = (bytes: number): number => {
      used += padded(bytes);
      return used - padded(bytes);
    };
    const parts = Object.entries(partsOf(table)).map(([part, bytes]) => [part, place(bytes)]);
    this.address = Object.fromEntries(parts) as Record<Part, number>;
    for (let index = 0; index < histograms; index++) this.free.push(place(offsets[columns]! * ENTRY_BYTES));
    const pages = Math.ceil(used / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { buffer } = memory;
    const { address } = this;
    this.run = instantiate(FUNCTIONS, memory);
    this.floats = new Float64Array(buffer);
    this.best = new Float64Array(buffer, address.best, 3);
    this.bestEntry = new Uint32Array(buffer, address.best + BOUNDARY.entry, 1);
    this.result = new Uint32Array(buffer, address.result, 1);
    this.derivatives = new Float64Array(buffer, address.derivatives, rows * 2);
    this.order = new Int32Array(buffer, address.order, rows);
    this.bins = new Uint8Array(buffer, address.bins, rows * columns);
    this.presentBins = new Uint8Array(buffer, address.presentBins, MOST_BINS_WITH_MISSING);
    this.bins.set(table.bins);
  }

  /** @returns a histogram of the rows from `start` to `end` of the order; the caller releases it */
  count(columns: Int32Array, start: number, end: number): Histogram {
    const { offsets, rows } = this.table;
    const histogram = this.free.pop()!;
    const entryOf = (column: number): number => histogram + offsets[column]! * ENTRY_BYTES;
    for (const column of columns) this.floats.fill(0, entryOf(column) / 8, entryOf(column + 1) / 8);
    const blocks = Math.ceil(columns.length / MOST_COLUMNS_AT_ONCE);
    const { order, derivatives, bins } = this.address;
    for (let block = 0; block < blocks; block++) {
      const first = Math.floor((block * columns.length) / blocks);
      const several = columns.subarray(first, Math.floor(((block + 1) * columns.length) / blocks));
      const addresses = Array.from(several, (column) => [bins + column * rows, entryOf(column)]).flat();
      this.run[addRowsName(several.length)]!(order + 4 * start, order + 4 * end, derivatives, ...addresses);
    }
    return histogram;
  }

  release(histogram: Histogram): void {
    this.free.push(histogram);
  }

  /** Turns the histogram of a node into that of its larger child, given the smaller child's: counting half of the rows is enough. */
  subtract(histogram: Histogram, smaller: Histogram, columns: Int32Array): void {
    const { offsets } = this.table;
    for (const column of columns) {
      const [start, end] = [offsets[column]! * ENTRY_BYTES, offsets[column + 1]! * ENTRY_BYTES];
      this.run.subtract(histogram + start, histogram + end, smaller + start);
    }
  }

  /**
   * Sums a column over few rows of the order, into a list with an entry for every bin that holds one: the entries are at
   * `address.entries`, the bins in `presentBins`, ascending.
   * @returns how many bins
   */
  collect(column: number, start: number, end: number): number {
    const { order, derivatives, bins, collectScratch, entries, presentBins, result } = this.address;
    const columnBins = bins + column * this.table.rows;
    const [first, last] = [order + 4 * start, order + 4 * end];
    this.run.collectBins(first, last, derivatives, columnBins, collectScratch, entries, presentBins, result);
    return this.result[0]!;
  }

  /**
   * Parts rows of the order: those up to a bin, and those of `alsoLeft`, come first, the others after them, order kept.
   * @returns where the others begin
   */
  part(column: number, bin: number, alsoLeft: number, start: number, end: number): number {
    const { order, bins, spare, result } = this.address;
    const columnBins = bins + column * this.table.rows;
    this.run.partRows(order + 4 * start, order + 4 * end, columnBins, bin, alsoLeft, spare, result);
    return (this.result[0]! - order) / 4;
  }
}
