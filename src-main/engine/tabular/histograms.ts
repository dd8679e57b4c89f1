import { MOST_COLUMNS_AT_ONCE } from './kernels/add-rows';
import type { BinnedTable } from './quantile-bins';
import { histogramBytes, type TreeMemory } from './tree-memory';

/** Address of the sums over a node's rows for every bin of every column: gradient and packed weight, float64 each. */
export type Histogram = number;

/** The histograms of a fit: taken from a fixed number of places, and given back. */
export class Histograms {
  private readonly free: Histogram[] = [];
  private readonly addRows;
  private columns = 0;

  /** @param count places; the memory was made with so many */
  constructor(
    table: BinnedTable,
    private readonly memory: TreeMemory,
    count: number,
  ) {
    const bytes = histogramBytes(table);
    for (let index = 0; index < count; index++) this.free.push(memory.address.histograms + index * bytes);
    const { addRows1, addRows2, addRows3, addRows4 } = memory.run;
    this.addRows = [addRows1, addRows2, addRows3, addRows4];
  }

  /** From now on, histograms are of these columns. */
  useColumns(columns: Int32Array): void {
    this.memory.counted.set(columns);
    this.columns = columns.length;
  }

  /** @returns sums over the rows from `start` to `end` of the order; to be released */
  count(start: number, end: number): Histogram {
    const { columns, memory, addRows } = this;
    const { counted, places, order, derivatives } = memory.address;
    const histogram = this.free.pop()!;
    memory.run.clear(counted, counted + 4 * columns, places, histogram);
    // As few blocks of columns as there must be, of sizes as equal as possible.
    const blocks = Math.ceil(columns / MOST_COLUMNS_AT_ONCE);
    for (let block = 0, first = 0; block < blocks; block++) {
      const next = Math.floor(((block + 1) * columns) / blocks);
      const listed = counted + 4 * first;
      addRows[next - first - 1]!(listed, places, histogram, order + 4 * start, order + 4 * end, derivatives);
      first = next;
    }
    return histogram;
  }

  /** Turns the histogram of a node into that of its larger child, given the smaller child's: counting half of the rows is enough. */
  subtract(histogram: Histogram, smaller: Histogram): void {
    const { counted, places } = this.memory.address;
    this.memory.run.subtract(counted, counted + 4 * this.columns, places, histogram, smaller);
  }

  release(histogram: Histogram): void {
    this.free.push(histogram);
  }
}
