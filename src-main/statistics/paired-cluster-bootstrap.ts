import { bcaInterval, percentileInterval } from './bootstrap-intervals';
import type { Interval } from './describe';
import { StatisticsInputError } from './statistics-input-error';
import { seededIntegers } from './uniform-source';

/**
 * What a metric needs to know of each cluster (match, play, game, date), added up over its rows: a confusion matrix for
 * macro F1, count and sum of squared errors for an RMSE.
 */
export interface ClusterTotals {
  readonly clusterCount: number;
  /** Numbers a cluster. */
  readonly width: number;
  /** float64 [clusterCount, width], row-major. */
  readonly values: Float64Array;
}

export interface PairedClusterBootstrapInput {
  /** Both models on the same clusters in the same order. */
  readonly baseline: ClusterTotals;
  readonly candidate: ClusterTotals;
  /** @param totals float64 [width], summed over clusters; overwritten after the call */
  readonly metric: (totals: Float64Array) => number;
  readonly seed: number;
  /** Default 10,000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly confidence?: number;
}

export interface PairedClusterBootstrap {
  /** metric(candidate) - metric(baseline) on all clusters. */
  readonly difference: number;
  readonly percentile: Interval;
  readonly bca: Interval;
  /** Standard deviation of the replicates. */
  readonly standardError: number;
  readonly resamples: number;
}

function assertPaired({ baseline, candidate }: PairedClusterBootstrapInput): void {
  if (baseline.clusterCount !== candidate.clusterCount || baseline.width !== candidate.width) {
    throw new StatisticsInputError(
      'E-STATISTICS-SEEDS',
      `The models were tested on ${baseline.clusterCount} and ${candidate.clusterCount} clusters.`,
      'Compare predictions of the same test part, made with the same data fingerprint.',
    );
  }
  if (baseline.clusterCount >= 2) return;
  throw new StatisticsInputError(
    'E-STATISTICS-TOO-FEW',
    `There are ${baseline.clusterCount} clusters; at least 2 are needed.`,
    'Cluster by a finer unit, or test on more data.',
  );
}

/** Adds `weight` times one cluster to the totals. */
function addCluster(totals: Float64Array, { values, width }: ClusterTotals, cluster: number, weight: number): void {
  const start = cluster * width;
  for (let i = 0; i < width; i++) totals[i]! += weight * values[start + i]!;
}

/** Sum over all clusters, each `weights[cluster]` times. */
function weightedTotals(totals: Float64Array, clusters: ClusterTotals, weights: Int32Array): Float64Array {
  totals.fill(0);
  for (let cluster = 0; cluster < clusters.clusterCount; cluster++) {
    const weight = weights[cluster]!;
    if (weight > 0) addCluster(totals, clusters, cluster, weight);
  }
  return totals;
}

/** @returns a function from cluster weights to the difference of the metrics, which checks that it is finite */
function differenceOf({ baseline, candidate, metric }: PairedClusterBootstrapInput): (weights: Int32Array) => number {
  const totals = new Float64Array(baseline.width);
  return (weights) => {
    const before = metric(weightedTotals(totals, baseline, weights));
    const difference = metric(weightedTotals(totals, candidate, weights)) - before;
    if (Number.isFinite(difference)) return difference;
    throw new StatisticsInputError(
      'E-STATISTICS-NOT-FINITE',
      'The metric is not a finite number on one of the resamples.',
      'Define the metric for classes without a case (for example F1 = 0), or use larger clusters.',
    );
  };
}

function leaveOneOut(clusterCount: number, difference: (weights: Int32Array) => number): number[] {
  const weights = new Int32Array(clusterCount).fill(1);
  return Array.from({ length: clusterCount }, (_, cluster) => {
    weights[cluster] = 0;
    const estimate = difference(weights);
    weights[cluster] = 1;
    return estimate;
  });
}

/** Resamples between two places where a caller may do something else. */
const RESAMPLES_A_STEP = 250;

function* resample(
  input: PairedClusterBootstrapInput,
  difference: (weights: Int32Array) => number,
  count: number,
): Generator<undefined, Float64Array> {
  const { clusterCount } = input.baseline;
  const integer = seededIntegers(input.seed);
  const weights = new Int32Array(clusterCount);
  const replicates = new Float64Array(count);
  for (let replicate = 0; replicate < count; replicate++) {
    weights.fill(0);
    for (let i = 0; i < clusterCount; i++) weights[integer(clusterCount)]! += 1;
    replicates[replicate] = difference(weights);
    if (replicate % RESAMPLES_A_STEP === RESAMPLES_A_STEP - 1) yield;
  }
  return replicates;
}

/**
 * Paired bootstrap of a metric difference over clusters: whole clusters are drawn with replacement, the same ones for
 * both models, so that dependence within a match or play is kept. Works on totals of clusters, never on rows. It yields
 * every few hundred resamples, so that a process with a window can answer others in between.
 * @throws StatisticsInputError when the clusters do not match, there are fewer than two, or the metric is not finite
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 8 and 14
 * @see Davison and Hinkley (1997), Bootstrap Methods and their Application, section 3.8 for clusters
 */
export function* pairedClusterBootstrapSteps(
  input: PairedClusterBootstrapInput,
): Generator<undefined, PairedClusterBootstrap> {
  assertPaired(input);
  const { resamples = 10_000, confidence = 0.95 } = input;
  const difference = differenceOf(input);
  const { clusterCount } = input.baseline;
  const estimate = difference(new Int32Array(clusterCount).fill(1));
  const replicates = (yield* resample(input, difference, resamples)).sort();
  const centre = replicates.reduce((sum, value) => sum + value, 0) / resamples;
  const squares = replicates.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return {
    difference: estimate,
    percentile: percentileInterval(replicates, confidence),
    bca: bcaInterval(replicates, estimate, leaveOneOut(clusterCount, difference), confidence),
    standardError: Math.sqrt(squares / (resamples - 1)),
    resamples,
  };
}

/** {@link pairedClusterBootstrapSteps} in one go. */
export function pairedClusterBootstrap(input: PairedClusterBootstrapInput): PairedClusterBootstrap {
  const steps = pairedClusterBootstrapSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
