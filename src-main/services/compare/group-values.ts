import type { ComparedGroup } from '#contract/compare';
import { metricDescriptor, type MetricDescriptor } from '#contract/metrics';
import type { RunSummary } from '#contract/runs';
import { describe } from '../../statistics/describe';
import type { MetricReference } from './metric-reference';
import type { LabelledGroup } from './run-groups';
import type { RunValue, RunValues } from './run-values';

/** A group with the values of its seeds. */
export interface GroupValues {
  readonly group: LabelledGroup;
  /** One run a seed: the newest finished one. */
  readonly values: ReadonlyMap<number, { readonly run: RunSummary; readonly value: number }>;
  readonly unusable: readonly { readonly run: RunSummary; readonly value: Exclude<RunValue, { kind: 'value' }> }[];
  /** Older runs of seeds that were trained again. */
  readonly superseded: readonly RunSummary[];
}

/** Reads the values of a group's runs; of several runs of a seed the newest finished one counts. */
export function readGroup(group: LabelledGroup, source: RunValues): GroupValues {
  const values = new Map<number, { readonly run: RunSummary; readonly value: number }>();
  const unusable: { run: RunSummary; value: Exclude<RunValue, { kind: 'value' }> }[] = [];
  const superseded: RunSummary[] = [];
  const newestFirst = [...group.runs].sort((a, b) => b.createdAt - a.createdAt);
  const judged = new Set<number>();
  for (const run of newestFirst) {
    const value = source.of(run);
    if (value.kind === 'unfinished') unusable.push({ run, value });
    else if (judged.has(run.seed)) superseded.push(run);
    else {
      judged.add(run.seed);
      if (value.kind === 'value') values.set(run.seed, { run, value: value.value });
      else unusable.push({ run, value });
    }
  }
  return { group, values: new Map([...values].sort(([a], [b]) => a - b)), unusable, superseded };
}

const isWorse = (direction: MetricDescriptor['direction'], a: number, b: number): boolean =>
  direction === 'minimize' ? a > b : a < b;

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean and spread of every metric of the split over the counted runs. */
function allMetrics(runs: readonly RunSummary[], { split }: MetricReference): ComparedGroup['metrics'] {
  const ids = new Set(runs.flatMap(({ metrics }) => Object.keys(metrics[split] ?? {})));
  const entries = [...ids].flatMap((id) => {
    const values = runs.flatMap(({ metrics }) => metrics[split]?.[id] ?? []);
    if (values.length === 0 || !values.every(Number.isFinite)) return [];
    const described = describe(values);
    const sd = described.kind === 'single' ? null : described.standardDeviation;
    return [[id, { mean: described.mean, sd, n: described.count }] as const];
  });
  return Object.fromEntries(entries);
}

/** @param parametersOf of a run, null while unknown */
export function toComparedGroup(
  { group, values, unusable }: GroupValues,
  reference: MetricReference,
  parametersOf: (runId: string) => number | null,
): ComparedGroup {
  const entries = [...values].map(([seed, { run, value }]) => ({ seed, runId: run.runId, value }));
  const runs = [...values.values()].map(({ run }) => run);
  const numbers = entries.map(({ value }) => value);
  const described = numbers.length === 0 ? null : describe(numbers);
  const spread = described?.kind === 'sample' ? described : null;
  const { direction } = metricDescriptor(reference.metric);
  const ordered = [...entries].sort((a, b) => (isWorse(direction, a.value, b.value) ? 1 : -1));
  return {
    key: group.key,
    label: group.label,
    family: group.runs[0]!.family,
    isBaseline: false,
    isBest: false,
    n: entries.length,
    mean: described?.mean ?? null,
    sd: spread?.standardDeviation ?? null,
    interval: spread?.interval ?? null,
    best: ordered[0] ?? null,
    worst: ordered.at(-1) ?? null,
    values: entries,
    excluded: unusable.map(({ run, value }) => ({
      runId: run.runId,
      seed: run.seed,
      status: run.status,
      reason: value.reason,
    })),
    parameters: runs[0] ? parametersOf(runs[0].runId) : null,
    durationMs: mean(runs.map(({ durationMs }) => durationMs)),
    samplesPerSecond: mean(runs.flatMap(({ samplesPerSecond }) => samplesPerSecond ?? [])),
    metrics: allMetrics(runs, reference),
  };
}
