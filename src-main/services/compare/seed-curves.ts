import type { SeedCurves } from '#contract/compare';
import type { RunSummary } from '#contract/runs';
import { standardDeviation } from '../../statistics/moments';
import type { Store } from '../../store/store';
import type { MetricReference } from './metric-reference';
import type { LabelledGroup } from './run-groups';

/** A run's values by epoch; the last value of an epoch counts, values that are not finite are left out. */
function byEpoch(store: Store, run: RunSummary, { split, metric }: MetricReference): ReadonlyMap<number, number> {
  const points = store.metrics.points(store.runs.keyOf(run.runId), split, metric);
  return new Map(points.filter(({ value }) => Number.isFinite(value)).map(({ epoch, value }) => [epoch, value]));
}

/** Curves by epoch, mean and spread over the seeds that have a value there; single traces stay beside them. */
export function seedCurves(store: Store, groups: readonly LabelledGroup[], reference: MetricReference): SeedCurves {
  return {
    metric: `${reference.split}.${reference.metric}`,
    groups: groups.map(({ key, label, runs }) => {
      const traces = runs.map((run) => ({ run, values: byEpoch(store, run, reference) }));
      const epochs = [...new Set(traces.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
      const samples = epochs.map((epoch) => traces.flatMap(({ values }) => values.get(epoch) ?? []));
      return {
        key,
        label,
        epochs,
        mean: samples.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
        sd: samples.map((values) => (values.length < 2 ? null : standardDeviation(values))),
        n: samples.map((values) => values.length),
        seeds: traces.map(({ run, values }) => ({
          seed: run.seed,
          runId: run.runId,
          epochs: [...values.keys()],
          values: [...values.values()],
        })),
      };
    }),
  };
}
