import type { Split } from '#contract/ids';
import type { Sparkline } from '#contract/stored-rows';
import type { RunKey } from '../repositories/run-record';
import type { Store } from '../store';
import type { IngestedBatch } from './ingested-batch';

/** Most points that are kept; when one more comes, every second one goes. */
const MOST_POINTS = 64;

type Point = readonly [epoch: number, value: number];

/**
 * Appends values to a sparkline. A value of an epoch that is already there, or of an earlier one (a resumed run went back),
 * replaces everything from that epoch on.
 * @returns at most {@link MOST_POINTS} points, one an epoch, evenly thinned; the newest is always kept
 */
export function appendToSparkline(points: readonly Point[], added: readonly Point[]): Point[] {
  const kept = [...points];
  for (const point of added) {
    if (!Number.isFinite(point[1])) continue;
    while (kept.length > 0 && kept.at(-1)![0] >= point[0]) kept.pop();
    kept.push(point);
    if (kept.length > MOST_POINTS) thin(kept);
  }
  return kept;
}

function thin(points: Point[]): void {
  const isKept = (index: number): boolean => (points.length - 1 - index) % 2 === 0;
  points.splice(0, points.length, ...points.filter((_, index) => isKept(index)));
}

/**
 * The sparkline of a run after a batch: of the monitored metric, else of a loss. While the series stays the same only the
 * batch is looked at, so that the cost does not grow with the run.
 */
export function updateSparkline(
  store: Store,
  run: RunKey,
  before: Sparkline,
  monitor: string | null,
  batch: IngestedBatch,
): Sparkline {
  const chosen = chooseSeries(store, run, monitor);
  if (chosen === null) return before;
  const [split, metric] = chosen;
  const series = `${split}.${metric}`;
  const added =
    series === before.series
      ? batch.pointsOf(split, metric)
      : store.metrics.points(run, split, metric).map(({ epoch, value }): Point => [epoch, value]);
  return { series, points: appendToSparkline(series === before.series ? before.points : [], added) };
}

function chooseSeries(store: Store, run: RunKey, monitor: string | null): readonly [Split, string] | null {
  const losses = [
    ['validation', 'loss'],
    ['holdout', 'loss'],
    ['train', 'loss'],
  ] as const;
  const monitored =
    monitor === null
      ? []
      : ([
          ['validation', monitor],
          ['holdout', monitor],
        ] as const);
  return [...monitored, ...losses].find(([split, metric]) => store.metrics.has(run, split, metric)) ?? null;
}
