import { Yielder } from '../trainer/yielder';
import { checkColumns, checkShare, checkTable, checkTarget, checkWhole } from './check-table';
import type { FeatureMatrix } from './feature-matrix';
import type { FitContext } from './fit-context';
import { packWeight, weightPacking, type WeightPacking } from './packed-weight';
import { binTable, MOST_BINS, type BinnedTable } from './quantile-bins';
import { columnCount, RowSampler } from './row-sampler';
import { TreeBuilder } from './tree-builder';
import { sumOfLeaves, treeCount, type TreeEnsemble } from './tree-ensemble';
import { TreeGrower } from './tree-grower';

export interface RandomForestOptions {
  readonly trees: number;
  readonly maxDepth: number;
  /** Fewest different training rows of a leaf. */
  readonly minimumLeafRows: number;
  /** Share of the columns that each split may choose from, drawn anew for every split, rounded down, one at least; in (0, 1]. */
  readonly featureFraction: number;
  /** Each tree sees as many rows as there are, drawn with replacement; false: every tree sees all rows. */
  readonly bootstrap: boolean;
  /** Most bins of a column, 2 to 255; missing values have one of their own. */
  readonly bins: number;
}

/** Model C as it is specified. */
export const RANDOM_FOREST_DEFAULTS: RandomForestOptions = {
  trees: 200,
  maxDepth: 12,
  minimumLeafRows: 5,
  featureFraction: 1,
  bootstrap: true,
  bins: 255,
};

export interface RandomForest {
  readonly kind: 'random-forest';
  readonly featureNames: readonly string[];
  readonly trees: TreeEnsemble;
  /**
   * float64 [rows]: mean of the trees that did not see the row; NaN for a row that every tree saw. Null without bootstrap and in a model
   * that was loaded.
   */
  readonly outOfBag: Float64Array | null;
}

function checkOptions(options: RandomForestOptions): void {
  checkWhole('trees', options.trees, 1);
  checkWhole('maxDepth', options.maxDepth, 1);
  checkWhole('minimumLeafRows', options.minimumLeafRows, 1);
  checkWhole('bins', options.bins, 2, MOST_BINS);
  checkShare('featureFraction', options.featureFraction);
}

/** Gains that are nothing but rounding, as a share of the targets' sum of squares. */
const ROUNDING = 1e-12;
/** More copies of a row in one bootstrap than this do not occur (chance below 1e-30), and are cut to it. */
const MOST_COPIES = 32;

/** Sum and number of the predictions that each row got from trees that did not see it. */
class OutOfBag {
  readonly sums: Float64Array;
  private readonly counts: Int32Array;

  constructor(rows: number) {
    this.sums = new Float64Array(rows);
    this.counts = new Int32Array(rows);
  }

  /** Counts a tree whose predictions were added to `sums`. */
  count(unseen: Int32Array): void {
    for (const row of unseen) this.counts[row]! += 1;
  }

  means(): Float64Array {
    return this.sums.map((sum, row) => (this.counts[row]! > 0 ? sum / this.counts[row]! : NaN));
  }
}

/** One fit: the trees so far. */
class Forest {
  readonly outOfBag: OutOfBag | null;
  private readonly binned: BinnedTable;
  private readonly builder = new TreeBuilder();
  private readonly sampler: RowSampler;
  private readonly grower: TreeGrower;
  private readonly packing: WeightPacking;
  private readonly centred: Float64Array;
  private readonly copies: Int32Array;

  constructor(
    table: FeatureMatrix,
    target: Float64Array,
    private readonly options: RandomForestOptions,
    seed: number,
  ) {
    const { rows } = table;
    const mean = target.reduce((sum, value) => sum + value, 0) / rows;
    this.binned = binTable(table, options.bins);
    this.packing = weightPacking(rows, MOST_COPIES);
    this.sampler = new RowSampler(seed, 'tabular.random-forest', rows);
    // Around 0, so that the gain is no small difference of large numbers.
    this.centred = target.map((value) => value - mean);
    this.copies = new Int32Array(rows).fill(1);
    this.outOfBag = options.bootstrap ? new OutOfBag(rows) : null;
    this.grower = new TreeGrower(this.binned, this.packing, {
      ...options,
      l2: 0,
      minimumGain: ROUNDING * target.reduce((sum, value) => sum + value * value, 0),
      leafScale: 1,
      leafShift: mean,
    });
  }

  addTree(tree: number): void {
    const { binned, options, grower, outOfBag } = this;
    if (options.bootstrap) this.sampler.drawBootstrap(tree, this.copies);
    const seen = this.weigh();
    const columns = Int32Array.from({ length: binned.columns }, (_, column) => column);
    const columnsOfSplit = this.sampler.columnDraws(
      binned.columns,
      columnCount(binned.columns, options.featureFraction),
      tree,
    );
    outOfBag?.count(grower.memory.order.subarray(seen));
    grower.grow({ seen, columns, columnsOfSplit, sumsOfUnseen: outOfBag?.sums }, this.builder);
  }

  build(): TreeEnsemble {
    return this.builder.build();
  }

  /** Each drawn row once, weighing as often as it was drawn; the others after them. @returns how many were drawn */
  private weigh(): number {
    const { copies, packing, centred } = this;
    const { order, derivatives } = this.grower.memory;
    let drawn = 0;
    let others = order.length;
    for (let row = 0; row < order.length; row++) {
      const weight = Math.min(copies[row]!, MOST_COPIES);
      if (weight === 0) {
        order[--others] = row;
        continue;
      }
      derivatives[2 * row] = -weight * centred[row]!;
      derivatives[2 * row + 1] = packWeight(weight, packing);
      order[drawn++] = row;
    }
    return drawn;
  }
}

/**
 * Random forest for a numeric target: trees on bootstrap samples, split by squared error over histograms, averaged.
 * @throws TabularShapeError, TabularTargetError, TabularOptionError; the signal's reason
 * @see Breiman (2001), Random Forests, Machine Learning 45, 5-32
 * @see docs/tabular.md for what was measured
 */
export async function fitRandomForest(
  table: FeatureMatrix,
  target: ArrayLike<number>,
  options: RandomForestOptions,
  context: FitContext,
): Promise<RandomForest> {
  checkTable(table);
  checkOptions(options);
  const forest = new Forest(table, checkTarget(target, table.rows, 'number'), options, context.seed);
  const yielder = new Yielder();
  for (let tree = 0; tree < options.trees; tree++) {
    context.signal?.throwIfAborted();
    forest.addTree(tree);
    context.onProgress?.(tree + 1, options.trees);
    await yielder.pause();
  }
  context.signal?.throwIfAborted();
  return {
    kind: 'random-forest',
    featureNames: [...table.names],
    trees: forest.build(),
    outOfBag: forest.outOfBag?.means() ?? null,
  };
}

/** @returns float64 [rows]: mean of the trees' leaves; @throws TabularShapeError */
export function predictRandomForest(model: RandomForest, table: FeatureMatrix): Float64Array {
  checkColumns(model.featureNames, table);
  const trees = treeCount(model.trees);
  return sumOfLeaves(model.trees, table).map((sum) => sum / trees);
}
