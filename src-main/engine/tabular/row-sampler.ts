import { createWasmRandomFiller } from '../random/wasm-random-filler';
import { randomStream } from '../random/random-stream';

/** Uniform numbers are multiples of 1 / this. */
const UNIFORM_STEPS = 2 ** 24;

/** Draws the rows and columns of each tree; the numbers follow from seed, name and tree alone. */
export class RowSampler {
  private readonly filler = createWasmRandomFiller();
  private readonly uniform: Float32Array;
  private readonly others: Int32Array;

  /** @param name what the numbers are for, the first part of each stream's name */
  constructor(
    private readonly seed: number,
    private readonly name: string,
    private readonly rows: number,
  ) {
    this.uniform = new Float32Array(rows);
    this.others = new Int32Array(rows);
  }

  /**
   * Each row with the probability given.
   * @param seen   int32 [rows], filled with the rows drawn, ascending, then with the others, ascending too
   * @returns how many were drawn
   */
  drawShare(share: number, tree: number, seen: Int32Array): number {
    const { rows, uniform, others } = this;
    if (share === 1) {
      for (let row = 0; row < rows; row++) seen[row] = row;
      return rows;
    }
    this.filler.fillUniform(uniform, { seed: this.seed, stream: `${this.name}.rows`, step: tree });
    // Written to both sides and counted on one, which is decided by the sign of a
    // difference: a branch would be guessed wrong for every row that is not drawn.
    const most = Math.ceil(share * UNIFORM_STEPS);
    let drawn = 0;
    for (let row = 0; row < rows; row++) {
      const isDrawn = (uniform[row]! * UNIFORM_STEPS - most) >>> 31;
      seen[drawn] = row;
      others[row - drawn] = row;
      drawn += isDrawn;
    }
    seen.set(others.subarray(0, rows - drawn), drawn);
    return drawn;
  }

  /** As many rows as there are, with replacement. @param copies int32 [rows], overwritten with how often each was drawn */
  drawBootstrap(tree: number, copies: Int32Array): void {
    const { rows, uniform } = this;
    this.filler.fillUniform(uniform, { seed: this.seed, stream: `${this.name}.bootstrap`, step: tree });
    copies.fill(0);
    for (let draw = 0; draw < rows; draw++) copies[Math.floor(uniform[draw]! * rows)]! += 1;
  }

  /** @returns a function that gives a new choice of `count` columns, ascending, at each call */
  columnDraws(columns: number, count: number, tree: number): () => Int32Array {
    const all = Int32Array.from({ length: columns }, (_, column) => column);
    if (count >= columns) return () => all;
    const stream = randomStream(this.seed, `${this.name}.columns`, tree);
    const chosen = new Int32Array(count);
    return () => {
      // The first steps of a shuffle; what earlier calls left is as good a start as any.
      for (let place = 0; place < count; place++) {
        const other = place + stream.integer(columns - place);
        const kept = all[place]!;
        all[place] = all[other]!;
        all[other] = kept;
      }
      chosen.set(all.subarray(0, count));
      return chosen.sort();
    };
  }
}

/** @returns how many of the columns a share means: rounded down, one at least */
export const columnCount = (columns: number, share: number): number => Math.max(1, Math.floor(columns * share + 1e-9));
