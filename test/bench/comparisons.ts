import { comparisonRequestSchema } from '#contract/compare';
import { buildComparison } from '../../src-main/services/compare/build-comparison';
import { groupRuns } from '../../src-main/services/runs/group-runs';
import { pairedClusterBootstrap } from '../../src-main/statistics/paired-cluster-bootstrap';
import { selectRuns } from '../../src-main/store/query/select-runs';
import { Store } from '../../src-main/store/store';
import { storeFinishedRun } from '../support/finished-runs';

/*
 * Comparisons of 10,000 runs (2,000 groups of five seeds), and 10,000 resamples of 300 clusters with macro F1 of seven classes.
 *
 *   node test/bench/run.mjs comparisons
 */
const RUNS = 10_000;
const SEEDS = 5;
const ROUNDS = 9;
const CLASSES = 7;
const CLUSTERS = 300;

/** @returns wall time and processor time of this process, ms */
function time(action: () => void): readonly [number, number] {
  const [start, usage] = [performance.now(), process.cpuUsage()];
  action();
  const { user, system } = process.cpuUsage(usage);
  return [performance.now() - start, (user + system) / 1000];
}

function report(name: string, action: () => void): void {
  const times = Array.from({ length: ROUNDS }, () => time(action));
  const sorted = (index: 0 | 1): number[] => times.map((entry) => entry[index]).sort((a, b) => a - b);
  const [wall, processor] = [sorted(0), sorted(1)];
  console.log(
    `${name}: wall min ${wall[0]!.toFixed(1)} ms, median ${wall[ROUNDS >> 1]!.toFixed(1)} ms; processor min ${processor[0]!.toFixed(1)} ms`,
  );
}

/** Macro F1 of a summed confusion matrix, as predictions give it. */
function macroF1(confusion: Float64Array): number {
  let sum = 0;
  for (let label = 0; label < CLASSES; label++) {
    let [actual, guessed] = [0, 0];
    for (let other = 0; other < CLASSES; other++) {
      actual += confusion[label * CLASSES + other]!;
      guessed += confusion[other * CLASSES + label]!;
    }
    if (actual + guessed > 0) sum += (2 * confusion[label * CLASSES + label]!) / (actual + guessed);
  }
  return sum / CLASSES;
}

const clusters = (shift: number) => ({
  clusterCount: CLUSTERS,
  width: CLASSES * CLASSES,
  values: Float64Array.from({ length: CLUSTERS * CLASSES * CLASSES }, (_, index) => (index * 7 + shift) % 11),
});

const store = Store.open(':memory:');
store.transaction(() => {
  for (let n = 0; n < RUNS; n += 1) {
    const group = Math.floor(n / SEEDS);
    const value = 0.5 + 0.4 * Math.abs(Math.sin(n));
    storeFinishedRun(store, n + 1, { seed: n % SEEDS, value, name: `Run ${group}`, model: { epochs: 1 + group } });
  }
});
const { rows } = selectRuns(store, '', { includeTrash: false });
const request = comparisonRequestSchema.parse({ query: '' });
report(`group ${RUNS} runs over seeds, every metric`, () => groupRuns(rows));
report(`compare ${RUNS / SEEDS} groups with a baseline: tests, Holm, claims`, () =>
  buildComparison(store, rows, request),
);
report('10,000 resamples of 300 clusters, macro F1 of 7 classes', () =>
  pairedClusterBootstrap({ baseline: clusters(0), candidate: clusters(3), metric: macroF1, seed: 1 }),
);
store.close();
