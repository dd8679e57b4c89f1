import { TabularOptionError } from '#contract/errors/tabular-errors';
import { Yielder } from '../trainer/yielder';
import { checkColumns, checkNotNegative, checkShare, checkTable, checkTarget, checkWhole } from './check-table';
import type { FeatureMatrix } from './feature-matrix';
import type { FitContext, ValidationRows } from './fit-context';
import { OBJECTIVES, packingOf, type Objective } from './objectives';
import { binTable, MOST_BINS, type BinnedTable } from './quantile-bins';
import { columnCount, RowSampler } from './row-sampler';
import { TreeBuilder } from './tree-builder';
import { firstTrees, sumOfLeaves, type TreeEnsemble } from './tree-ensemble';
import { TreeGrower } from './tree-grower';

export interface BoostedTreesOptions {
  /** `logistic`: targets are 0 and 1, predictions are probabilities. */
  readonly objective: 'squared-error' | 'logistic';
  /** Most rounds, one tree each. */
  readonly rounds: number;
  readonly maxDepth: number;
  readonly learningRate: number;
  /** Share of the rows that each tree sees, drawn anew; in (0, 1]. */
  readonly subsample: number;
  /** Share of the columns that each tree may split on, rounded down, one at least; in (0, 1]. */
  readonly columnSubsample: number;
  /** Fewest rows of a leaf. */
  readonly minimumLeafRows: number;
  /** Lambda: a leaf is -G / (H + lambda). */
  readonly l2: number;
  /** A split must take more than this off the loss. */
  readonly minimumGain: number;
  /** Most bins of a column, 2 to 255; missing values have one of their own. */
  readonly bins: number;
  /** Stop when the validation loss has not improved for so many rounds, and keep the best round's model; 0 = off. */
  readonly earlyStoppingRounds: number;
}

/** Model B as it is specified. */
export const BOOSTED_TREES_DEFAULTS: BoostedTreesOptions = {
  objective: 'squared-error',
  rounds: 250,
  maxDepth: 4,
  learningRate: 0.08,
  subsample: 0.8,
  columnSubsample: 0.7,
  minimumLeafRows: 1,
  l2: 1,
  minimumGain: 0,
  bins: 255,
  earlyStoppingRounds: 0,
};

export interface BoostedTrees {
  readonly kind: 'boosted-trees';
  readonly objective: BoostedTreesOptions['objective'];
  readonly featureNames: readonly string[];
  /** What every row starts from: mean target, or its log-odds. */
  readonly baseScore: number;
  /** The trees that are kept: with early stopping those up to the best round. */
  readonly trees: TreeEnsemble;
  /** Loss after each round that was run: root mean squared error, or log-loss. */
  readonly history: { readonly training: readonly number[]; readonly validation: readonly number[] };
  /** Rounds kept, from 0; less than `history.training.length` when training stopped early. */
  readonly rounds: number;
}

/** Where a fit's validation rows stand. */
interface Watched {
  readonly table: FeatureMatrix;
  readonly target: Float64Array;
  readonly scores: Float64Array;
}

/** Gains that are nothing but rounding, as a share of the gradients' sum of squares. */
const ROUNDING = 1e-12;

function checkOptions(options: BoostedTreesOptions, hasValidation: boolean): void {
  checkWhole('rounds', options.rounds, 0);
  checkWhole('maxDepth', options.maxDepth, 1);
  checkWhole('minimumLeafRows', options.minimumLeafRows, 1);
  checkWhole('bins', options.bins, 2, MOST_BINS);
  checkWhole('earlyStoppingRounds', options.earlyStoppingRounds, 0);
  checkShare('subsample', options.subsample);
  checkShare('columnSubsample', options.columnSubsample);
  checkNotNegative('l2', options.l2);
  checkNotNegative('minimumGain', options.minimumGain);
  if (!(options.learningRate > 0 && options.learningRate <= 1))
    throw new TabularOptionError('learningRate', options.learningRate, 'above 0 and at most 1');
  if (options.earlyStoppingRounds > 0 && !hasValidation)
    throw new TabularOptionError(
      'earlyStoppingRounds',
      options.earlyStoppingRounds,
      '0 where no validation rows are given',
    );
}

/** One fit: scores of all rows, and the trees so far. */
class Boosting {
  readonly scores: Float64Array;
  private readonly binned: BinnedTable;
  private readonly builder = new TreeBuilder();
  private readonly sampler: RowSampler;
  private readonly packing;
  private readonly grower: TreeGrower;

  constructor(
    table: FeatureMatrix,
    private readonly target: Float64Array,
    private readonly options: BoostedTreesOptions,
    private readonly objective: Objective,
    baseScore: number,
    seed: number,
  ) {
    const { rows } = table;
    this.binned = binTable(table, options.bins);
    this.sampler = new RowSampler(seed, 'tabular.boosted-trees', rows);
    this.scores = new Float64Array(rows).fill(baseScore);
    this.packing = packingOf(objective, rows);
    const noise = ROUNDING * target.reduce((sum, value) => sum + value * value, 0);
    this.grower = new TreeGrower(this.binned, this.packing, {
      ...options,
      minimumGain: Math.max(options.minimumGain, noise),
      leafScale: options.learningRate,
      leafShift: 0,
    });
  }

  /** Grows one tree and adds it to the scores of all rows. */
  addRound(round: number): void {
    const { binned, options, scores, grower } = this;
    const { order, derivatives } = grower.memory;
    this.objective.derive(scores, this.target, this.packing, derivatives);
    const seen = this.sampler.drawShare(options.subsample, round, order);
    const columns = this.sampler.columnDraws(
      binned.columns,
      columnCount(binned.columns, options.columnSubsample),
      round,
    )();
    const columnsOfSplit = (): Int32Array => columns;
    grower.grow({ seen, columns, columnsOfSplit, sumsOfSeen: scores, sumsOfUnseen: scores }, this.builder);
  }

  build(): TreeEnsemble {
    return this.builder.build();
  }

  /** Adds the newest tree to the scores of rows that are no part of the fit. */
  addTo({ table, scores }: Watched): void {
    this.builder.addNewestLeaves(table, scores);
  }
}

/**
 * Gradient-boosted trees over histograms. Each row is drawn for a tree with probability `subsample`; every tree adds
 * -G / (H + lambda) x learning rate in its leaves.
 * @param target one finite number a row; 0 or 1 for `logistic`
 * @throws TabularShapeError, TabularTargetError, TabularOptionError; the signal's reason
 * @see Chen, Guestrin (2016), XGBoost: A Scalable Tree Boosting System, https://arxiv.org/abs/1603.02754
 * @see docs/tabular.md for the formulas and what was measured
 */
export async function fitBoostedTrees(
  table: FeatureMatrix,
  target: ArrayLike<number>,
  options: BoostedTreesOptions,
  context: FitContext & { readonly validation?: ValidationRows },
): Promise<BoostedTrees> {
  const { validation, signal } = context;
  checkTable(table);
  checkOptions(options, validation !== undefined);
  const kind = options.objective === 'logistic' ? 'label' : 'number';
  const values = checkTarget(target, table.rows, kind);
  const objective = OBJECTIVES[options.objective];
  const baseScore = Math.fround(objective.baseScore(values));
  const watched = validation ? watch(validation, table.names, baseScore, kind) : null;
  const boosting = new Boosting(table, values, options, objective, baseScore, context.seed);
  const history = { training: [] as number[], validation: [] as number[] };
  const yielder = new Yielder();
  let best = { rounds: 0, loss: watched ? objective.loss(watched.scores, watched.target) : Infinity };
  for (let round = 0; round < options.rounds; round++) {
    signal?.throwIfAborted();
    boosting.addRound(round);
    history.training.push(objective.loss(boosting.scores, values));
    if (watched) {
      boosting.addTo(watched);
      const loss = objective.loss(watched.scores, watched.target);
      history.validation.push(loss);
      if (loss < best.loss) best = { rounds: round + 1, loss };
    }
    context.onProgress?.(round + 1, options.rounds);
    if (options.earlyStoppingRounds > 0 && round + 1 - best.rounds >= options.earlyStoppingRounds) break;
    await yielder.pause();
  }
  signal?.throwIfAborted();
  const rounds = options.earlyStoppingRounds > 0 ? best.rounds : options.rounds;
  const trees = firstTrees(boosting.build(), rounds);
  return {
    kind: 'boosted-trees',
    objective: options.objective,
    featureNames: [...table.names],
    baseScore,
    trees,
    history,
    rounds,
  };
}

function watch(
  { table, target }: ValidationRows,
  names: readonly string[],
  baseScore: number,
  kind: 'label' | 'number',
): Watched {
  checkColumns(names, table);
  return { table, target: checkTarget(target, table.rows, kind), scores: new Float64Array(table.rows).fill(baseScore) };
}

/**
 * @returns float64 [rows]: predicted target, or the probability of 1
 * @throws TabularShapeError when the table's columns are not those of the model
 */
export function predictBoostedTrees(model: BoostedTrees, table: FeatureMatrix): Float64Array {
  checkColumns(model.featureNames, table);
  const objective = OBJECTIVES[model.objective];
  return sumOfLeaves(model.trees, table).map((sum) => objective.predict(model.baseScore + sum));
}
