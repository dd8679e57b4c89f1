import { instantiate } from '../wasm/assemble-module';
import { addRowsFunction } from './kernels/add-rows';
import { BEST_BOUNDARY } from './kernels/best-boundary';
import { COLLECT_BINS, COLLECT_SCRATCH_BYTES } from './kernels/collect-bins';
import { PART_ROWS } from './kernels/part-rows';
import { searchHistogramFunction, searchRowsFunction } from './kernels/search-columns';
import { CLEAR, SUBTRACT } from './kernels/whole-histogram';
import type { BinnedTable } from './quantile-bins';

/** The first two are called by the next two, by their places. */
const FUNCTIONS = [
  BEST_BOUNDARY,
  COLLECT_BINS,
  searchHistogramFunction(0),
  searchRowsFunction(0, 1),
  CLEAR,
  SUBTRACT,
  PART_ROWS,
  addRowsFunction(1),
  addRowsFunction(2),
  addRowsFunction(3),
  addRowsFunction(4),
];

const PAGE_BYTES = 65_536;
/** One cache line. */
const ALIGNMENT_BYTES = 64;
/** Bytes of a gradient and a packed weight, float64 each. */
export const ENTRY_BYTES = 16;
const MOST_BINS_WITH_MISSING = 256;

const padded = (bytes: number): number => Math.ceil(bytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;

/** @returns bytes of one histogram */
export const histogramBytes = ({ columns, offsets }: BinnedTable): number => padded(offsets[columns]! * ENTRY_BYTES);

/** Bytes of each part of the memory. */
const partsOf = (table: BinnedTable, histograms: number) => {
  const { rows, columns } = table;
  return {
    best: ALIGNMENT_BYTES,
    places: columns * 16,
    counted: columns * 4,
    chosen: columns * 4,
    collectScratch: COLLECT_SCRATCH_BYTES,
    collectEntries: MOST_BINS_WITH_MISSING * ENTRY_BYTES,
    collectBins: MOST_BINS_WITH_MISSING,
    histograms: histograms * histogramBytes(table),
    derivatives: rows * ENTRY_BYTES,
    order: rows * 4,
    spare: rows * 4,
    bins: rows * columns,
  };
};
type Part = keyof ReturnType<typeof partsOf>;

/**
 * Memory of one fit, in which the kernels find the binned table, the order of its rows, their derivatives and histograms.
 * It never grows, because growing would detach the views.
 */
export class TreeMemory {
  /** Where each part begins. */
  readonly address: Readonly<Record<Part, number>>;
  readonly buffer: ArrayBuffer;
  readonly run;
  /** uint8 [columns, rows] */
  readonly bins: Uint8Array;
  /** int32 [rows]: rows of the table; those of a node are a stretch of it. */
  readonly order: Int32Array;
  /** float64 [rows, 2]: gradient and packed weight of each row. */
  readonly derivatives: Float64Array;
  /** int32 [columns]: columns that histograms are of. */
  readonly counted: Int32Array;
  /** int32 [columns]: columns that are searched. */
  readonly chosen: Int32Array;

  /**
   * @param histograms how many there is room for
   * @throws RangeError when all of it needs more than 4 GiB
   */
  constructor(table: BinnedTable, histograms: number) {
    const { rows, columns } = table;
    let used = 0;
    const place = ([part, bytes]: [string, number]): [string, number] => {
      const address = used;
      used += padded(bytes);
      return [part, address];
    };
    const parts = Object.entries(partsOf(table, histograms)).map(place);
    this.address = Object.fromEntries(parts) as Record<Part, number>;
    const pages = Math.ceil(used / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.buffer = memory.buffer;
    this.run = instantiate(FUNCTIONS, memory);
    this.bins = new Uint8Array(this.buffer, this.address.bins, rows * columns);
    this.bins.set(table.bins);
    this.order = new Int32Array(this.buffer, this.address.order, rows);
    this.derivatives = new Float64Array(this.buffer, this.address.derivatives, rows * 2);
    this.counted = new Int32Array(this.buffer, this.address.counted, columns);
    this.chosen = new Int32Array(this.buffer, this.address.chosen, columns);
    this.writePlaces(table);
  }

  private writePlaces({ rows, columns, offsets, thresholds }: BinnedTable): void {
    const places = new Uint32Array(this.buffer, this.address.places, columns * 4);
    for (let column = 0; column < columns; column++) {
      const values = offsets[column]! * ENTRY_BYTES;
      const missing = values + thresholds[column]!.length * ENTRY_BYTES;
      const next = offsets[column + 1]! * ENTRY_BYTES;
      places.set([values, missing, next, this.address.bins + column * rows], 4 * column);
    }
  }
}
