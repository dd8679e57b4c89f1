import type { CheckpointChoice } from '#contract/compare';
import { metricDescriptor } from '#contract/metrics';
import { FINISHED_STATUSES, type RunStatus, type RunSummary } from '#contract/runs';
import type { Store } from '../../store/store';
import type { MetricReference } from './metric-reference';

/** What a run has of a metric. `not-finite` is an outcome to speak of: it counts against its group. */
export type RunValue =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'unfinished' | 'missing' | 'not-finite'; readonly reason: string };

const UNFINISHED: Readonly<Partial<Record<RunStatus, string>>> = {
  queued: 'waits in the queue',
  running: 'still trains',
  paused: 'is paused',
  stopped: 'was stopped before its end',
  interrupted: 'was interrupted; resume it',
  failed: 'failed',
};

/** Why a run does not count yet; null when it does. */
export const unfinishedReason = ({ status }: RunSummary): string | null =>
  FINISHED_STATUSES.includes(status) ? null : (UNFINISHED[status] ?? status);

/** Reads a metric of runs: from their row for the shipped checkpoint, from the logged values for best and last. */
export class RunValues {
  constructor(
    private readonly store: Store,
    private readonly reference: MetricReference,
    private readonly checkpoint: CheckpointChoice,
  ) {}

  of(run: RunSummary): RunValue {
    const unfinished = unfinishedReason(run);
    if (unfinished !== null) return { kind: 'unfinished', reason: unfinished };
    return this.checkpoint === 'shipped' ? this.#shipped(run) : this.#logged(run);
  }

  #shipped(run: RunSummary): RunValue {
    const { split, metric } = this.reference;
    const value = run.metrics[split]?.[metric];
    if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'value', value };
    // A run that diverged has nothing to ship, whether or not a value was logged before.
    if (value === null || run.status === 'diverged') return { kind: 'not-finite', reason: 'is not a finite number' };
    return { kind: 'missing', reason: `it was not measured on ${split}` };
  }

  #logged(run: RunSummary): RunValue {
    const { split, metric } = this.reference;
    const points = this.store.metrics.points(this.store.runs.keyOf(run.runId), split, metric);
    if (points.length === 0)
      return { kind: 'missing', reason: `${split} is only measured at the checkpoint that ships` };
    const last = points.at(-1)!.value;
    if (this.checkpoint === 'last')
      return Number.isFinite(last)
        ? { kind: 'value', value: last }
        : { kind: 'not-finite', reason: 'is not a finite number' };
    const finite = points.map(({ value }) => value).filter(Number.isFinite);
    if (finite.length === 0) return { kind: 'not-finite', reason: 'is not a finite number' };
    const better = metricDescriptor(metric).direction === 'minimize' ? Math.min : Math.max;
    return { kind: 'value', value: finite.reduce((best, value) => better(best, value)) };
  }
}
