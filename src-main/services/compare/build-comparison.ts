import type { ComparisonRequest, ComparisonTable } from '#contract/compare';
import { BaselineAmbiguousError, BaselineNotFoundError } from '#contract/errors/compare-errors';
import { metricDescriptor } from '#contract/metrics';
import type { RunSummary } from '#contract/runs';
import type { Store } from '../../store/store';
import { checkComparable } from './check-comparable';
import { readGroup, toComparedGroup, type GroupValues } from './group-values';
import { judgePairs, type Pair } from './judge-pairs';
import { availableMetrics, findMetric, type MetricReference } from './metric-reference';
import { labelledGroups, type LabelledGroup } from './run-groups';
import { RunValues } from './run-values';

/** A comparison with what its other views are made from. */
export interface Comparison {
  readonly table: ComparisonTable;
  readonly reference: MetricReference;
  readonly groups: readonly LabelledGroup[];
  /** Key of the baseline group. */
  readonly baseline: string;
  /** @throws BaselineNotFoundError for a key that is none of the groups */
  valuesOf(key: string): GroupValues;
}

/** What is compared with what; the ablation matrix plans its own pairs. */
export interface ComparisonPlan {
  readonly groups: readonly LabelledGroup[];
  readonly pairs: (groups: readonly GroupValues[], baseline: GroupValues) => readonly Pair[];
}

const againstBaseline: ComparisonPlan['pairs'] = (groups, baseline) =>
  groups.filter((group) => group !== baseline).map((a) => ({ a, b: baseline }));

/**
 * Compares runs: groups over seeds, each against the baseline.
 * @throws MetricUnknownError, NotComparableError, BaselineNotFoundError, BaselineAmbiguousError; what is wrong with one pair only is a refusal in the table
 */
export function buildComparison(store: Store, rows: readonly RunSummary[], request: ComparisonRequest): Comparison {
  return buildPlanned(store, { groups: labelledGroups(rows), pairs: againstBaseline }, request);
}

/** {@link buildComparison} of groups and pairs that are given. */
export function buildPlanned(store: Store, plan: ComparisonPlan, request: ComparisonRequest): Comparison {
  const { groups } = plan;
  const rows = groups.flatMap(({ runs }) => runs);
  const reference = findMetric(request.metric, rows);
  const facts = store.runs.dataAndSize(rows.map(({ runId }) => runId));
  const named = groups.flatMap(({ label, runs }) => runs.map((run) => ({ run, label })));
  checkComparable(named, reference, (runId) => facts.get(runId)!);
  const source = new RunValues(store, reference, request.checkpoint);
  const values = groups.map((group) => readGroup(group, source));
  const baseline = findBaseline(values, request.against);
  const pairs = plan.pairs(values, baseline);
  const planned = Math.max(request.planned ?? 0, pairs.length, 1);
  const comparisons = judgePairs(pairs, {
    metric: reference.metric,
    seeds: request.seeds,
    alpha: request.alpha,
    planned,
  });
  const { direction } = metricDescriptor(reference.metric);
  const compared = values.map((group) => ({
    ...toComparedGroup(group, reference, (runId) => facts.get(runId)?.parameters ?? null),
    isBaseline: group === baseline,
  }));
  // One lucky seed is not the best of a table that has groups with a spread.
  const spread = compared.filter(({ n }) => n > 1);
  const eligible = spread.length > 0 ? spread : compared;
  const means = eligible.flatMap(({ mean }) => mean ?? []);
  const best = direction === 'minimize' ? Math.min(...means) : Math.max(...means);
  return {
    table: {
      ...reference,
      checkpoint: request.checkpoint,
      direction,
      alpha: request.alpha,
      plannedComparisons: planned,
      groups: compared.map((group) => ({
        ...group,
        isBest: direction !== 'none' && eligible.some(({ key }) => key === group.key) && group.mean === best,
      })),
      comparisons: [...comparisons],
      availableMetrics: [...availableMetrics(rows)],
      notes: [...notesOf(values, request)],
    },
    reference,
    groups,
    baseline: baseline.group.key,
    valuesOf: (key) => values.find(({ group }) => group.key === key) ?? missing(key, values),
  };
}

const described = (groups: readonly GroupValues[]): readonly string[] =>
  groups.map(({ group }) => `${group.label} (${group.key})`);

function missing(received: string, groups: readonly GroupValues[]): never {
  throw new BaselineNotFoundError(received, described(groups));
}

/** @param against key, run id, label or name; null: the group of the oldest run */
function findBaseline(groups: readonly GroupValues[], against: string | null): GroupValues {
  if (against === null) {
    const ageOf = ({ group }: GroupValues): number => Math.min(...group.runs.map(({ createdAt }) => createdAt));
    return groups.reduce((oldest, group) => (ageOf(group) < ageOf(oldest) ? group : oldest));
  }
  const exact = groups.find(
    ({ group }) =>
      group.key === against || group.label === against || group.runs.some(({ runId }) => runId === against),
  );
  if (exact) return exact;
  const named = groups.filter(({ group }) => group.runs[0]!.name === against);
  if (named.length > 1)
    throw new BaselineAmbiguousError(
      against,
      named.map(({ group }) => group.key),
    );
  return named[0] ?? missing(against, groups);
}

function notesOf(groups: readonly GroupValues[], { against, checkpoint }: ComparisonRequest): readonly string[] {
  const repeated = groups.filter(({ superseded }) => superseded.length > 0);
  const left = groups.flatMap(({ unusable }) => unusable).length;
  return [
    ...(against === null && groups.length > 1 ? ['The baseline is the group of the oldest run.'] : []),
    ...(checkpoint === 'best'
      ? ['Best of all epochs: each run picks its own epoch on the part it is judged on, so values are optimistic.']
      : []),
    ...repeated.map(
      ({ group, superseded }) =>
        `${group.label}: a seed was trained more than once; the newest run counts, not ${superseded.map(({ runId }) => runId).join(', ')}.`,
    ),
    ...(left > 0 ? [`${left} ${left === 1 ? 'run has' : 'runs have'} no value to count; see the groups.`] : []),
  ];
}
