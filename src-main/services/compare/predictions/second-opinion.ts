import type { SecondOpinion } from '#contract/compare';
import { NotComparableError, PredictionsMissingError } from '#contract/errors/compare-errors';
import { mcnemarExactTest } from '../../../statistics/mcnemar-exact-test';
import {
  pairedClusterBootstrapSteps,
  type PairedClusterBootstrap,
  type PairedClusterBootstrapInput,
} from '../../../statistics/paired-cluster-bootstrap';
import { StatisticsInputError } from '../../../statistics/statistics-input-error';
import type { MetricReference } from '../metric-reference';
import { columnOf } from './prediction-file';
import type { StoredRun } from './stored-metric';
import { sideBySide, totalsByCluster } from './unit-sums';

export interface OpinionSide {
  readonly key: string;
  readonly label: string;
  /** Stored runs of the shared seeds, in the same order on both sides. */
  readonly runs: readonly StoredRun[];
}

export interface OpinionOptions extends MetricReference {
  readonly clusterColumn: string;
  readonly seeds: readonly number[];
  readonly resamples: number;
  readonly seed: number;
  /** Columns of true and predicted class, for classifiers. */
  readonly classes: { readonly truth: string; readonly predicted: string } | null;
}

/** Hands the processor to whoever waits: the window, other requests. */
const takeTurns = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function bootstrap(input: PairedClusterBootstrapInput): Promise<PairedClusterBootstrap> {
  const steps = pairedClusterBootstrapSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await takeTurns();
  }
}

const clusterNames = (run: StoredRun, column: string): ReadonlySet<string> => {
  const names = columnOf(run.table, column);
  return new Set(run.units.rows.map((row) => names[row]!));
};

/** @throws NotComparableError when two runs were not measured on the same clusters */
function sharedClusters(a: OpinionSide, b: OpinionSide, column: string): readonly string[] {
  const first = clusterNames(a.runs[0]!, column);
  for (const side of [a, b]) {
    for (const run of side.runs) {
      const names = clusterNames(run, column);
      const only = [...names].find((name) => !first.has(name)) ?? [...first].find((name) => !names.has(name));
      if (only === undefined) continue;
      throw new NotComparableError(
        `${column} ${only} is in the predictions of one of them only`,
        'Compare predictions of the same test part, made with the same data fingerprint.',
        { a: a.label, b: b.label },
      );
    }
  }
  return [...first].sort();
}

/**
 * Paired bootstrap of `a` minus `b` over clusters of the predictions; the metric of a group is the mean over its seeds,
 * within each resample. McNemar's test takes the first shared seed.
 * @throws PredictionsMissingError, NotComparableError
 */
export async function secondOpinion(a: OpinionSide, b: OpinionSide, options: OpinionOptions): Promise<SecondOpinion> {
  const { clusterColumn, resamples, seed } = options;
  const order = sharedClusters(a, b, clusterColumn);
  const totals = (side: OpinionSide) =>
    sideBySide(
      side.runs.map(({ table, units }) => {
        const names = columnOf(table, clusterColumn);
        return totalsByCluster(units, (row) => names[row]!, order);
      }),
    );
  try {
    const result = await bootstrap({
      baseline: totals(b),
      candidate: totals(a),
      metric: meanOverSeeds(a.runs[0]!, a.runs.length),
      seed,
      resamples,
    });
    return {
      a: a.key,
      b: b.key,
      split: options.split,
      metric: options.metric,
      clusterColumn,
      clusters: order.length,
      resamples,
      seed,
      seeds: [...options.seeds],
      difference: result.difference,
      percentile: { ...result.percentile },
      bca: { ...result.bca },
      standardError: result.standardError,
      mcnemarP: options.classes ? mcnemar(a.runs[0]!, b.runs[0]!, options.classes) : null,
    };
  } catch (error) {
    if (error instanceof StatisticsInputError)
      throw new PredictionsMissingError(error.message.replace(/\.$/, ''), error.nextStep);
    throw error;
  }
}

/** The same form for all runs of a comparison, so the first one's is taken. */
function meanOverSeeds({ units }: StoredRun, seeds: number): (totals: Float64Array) => number {
  return (totals) => {
    let sum = 0;
    for (let seed = 0; seed < seeds; seed++)
      sum += units.finish(totals.subarray(seed * units.width, (seed + 1) * units.width)) ?? Number.NaN;
    return sum / seeds;
  };
}

function mcnemar(a: StoredRun, b: StoredRun, { truth, predicted }: NonNullable<OpinionOptions['classes']>): number {
  const rightOf = (run: StoredRun): readonly boolean[] => {
    const guess = columnOf(run.table, predicted);
    return columnOf(run.table, truth).map((value, row) => value === guess[row]);
  };
  const [rightA, rightB] = [rightOf(a), rightOf(b)];
  const count = (test: (row: number) => boolean): number => rightA.filter((_, row) => test(row)).length;
  return mcnemarExactTest(
    count((row) => rightB[row]! && !rightA[row]!),
    count((row) => rightA[row]! && !rightB[row]!),
  );
}
