import type { Comparison } from '#contract/compare';
import {
  IdenticalRunsError,
  MetricDirectionError,
  MetricMissingError,
  MetricNotFiniteError,
  SeedsDifferError,
} from '#contract/errors/compare-errors';
import { serializeError, WorkbenchError } from '#contract/errors/workbench-error';
import { metricDescriptor } from '#contract/metrics';
import {
  compareGroups,
  judgeFamily,
  type GroupComparison,
  type JudgedComparison,
} from '../../statistics/compare-groups';
import { seedsNeeded, smallestReachableP } from '../../statistics/smallest-reachable-p';
import { StatisticsInputError } from '../../statistics/statistics-input-error';
import { claimOf } from './claims';
import type { GroupValues } from './group-values';

/** A planned comparison: `a` minus `b`. */
export interface Pair {
  readonly a: GroupValues;
  readonly b: GroupValues;
}

export interface FamilyOptions {
  readonly metric: string;
  readonly seeds: 'equal' | 'shared';
  readonly alpha: number;
  /** Size of the family that Holm corrects for. */
  readonly planned: number;
}

/** Paired values of two groups, by ascending seed. */
interface PairedSeeds {
  readonly seeds: readonly number[];
  readonly a: ReadonlyMap<number, number>;
  readonly b: ReadonlyMap<number, number>;
}

type Attempted =
  | { readonly kind: 'tested'; readonly pair: Pair; readonly paired: PairedSeeds; readonly comparison: GroupComparison }
  | { readonly kind: 'one-seed'; readonly pair: Pair; readonly paired: PairedSeeds }
  | { readonly kind: 'refused'; readonly pair: Pair; readonly error: WorkbenchError };

/** Judges a family of planned comparisons together. A pair that cannot be compared says why; the others are judged all the same. */
export function judgePairs(pairs: readonly Pair[], options: FamilyOptions): readonly Comparison[] {
  const attempts = pairs.map((pair) => attempt(pair, options));
  const { direction } = metricDescriptor(options.metric);
  const tested = attempts.flatMap((entry) => (entry.kind === 'tested' ? [entry.comparison] : []));
  const judged =
    direction === 'none'
      ? []
      : judgeFamily(tested, { direction, plannedComparisons: options.planned, alpha: options.alpha });
  let next = 0;
  return attempts.map((entry) => {
    if (entry.kind === 'tested') return testedComparison(entry.pair, entry.paired, judged[next++]!, options);
    return entry.kind === 'one-seed' ? oneSeed(entry.pair, entry.paired, options) : refused(entry.pair, entry.error);
  });
}

function attempt(pair: Pair, options: FamilyOptions): Attempted {
  try {
    if (metricDescriptor(options.metric).direction === 'none') throw new MetricDirectionError(options.metric);
    const paired = pairSeeds(pair, options);
    if (paired.seeds.length === 1) return { kind: 'one-seed', pair, paired };
    return { kind: 'tested', pair, paired, comparison: compareGroups(paired.b, paired.a) };
  } catch (error) {
    return { kind: 'refused', pair, error: toRefusal(pair, error) };
  }
}

function toRefusal({ a, b }: Pair, error: unknown): WorkbenchError {
  if (error instanceof WorkbenchError) return error;
  if (error instanceof StatisticsInputError && error.code === 'E-STATISTICS-IDENTICAL') {
    const seed = [...a.values.keys()].find((key) => b.values.has(key))!;
    return new IdenticalRunsError(a.group.label, b.group.label, a.values.get(seed)!.value - b.values.get(seed)!.value);
  }
  throw error;
}

/** @throws MetricMissingError, MetricNotFiniteError, SeedsDifferError */
function pairSeeds({ a, b }: Pair, { metric, seeds }: FamilyOptions): PairedSeeds {
  for (const side of [a, b]) checkUsable(side, metric);
  const [seedsA, seedsB] = [[...a.values.keys()], [...b.values.keys()]];
  const shared = seedsA.filter((seed) => b.values.has(seed)).sort((x, y) => x - y);
  const onlyA = seedsA.filter((seed) => !b.values.has(seed));
  const onlyB = seedsB.filter((seed) => !a.values.has(seed));
  const areDifferent = onlyA.length + onlyB.length > 0;
  if (shared.length === 0 || (areDifferent && seeds === 'equal'))
    throw new SeedsDifferError({ a: a.group.label, b: b.group.label }, { onlyA, onlyB, shared });
  const select = ({ values }: GroupValues) => new Map(shared.map((seed) => [seed, values.get(seed)!.value]));
  return { seeds: shared, a: select(a), b: select(b) };
}

function checkUsable({ group, unusable }: GroupValues, metric: string): void {
  const of = (kind: string) => unusable.filter(({ value }) => value.kind === kind);
  const missing = of('missing');
  if (missing.length > 0)
    throw new MetricMissingError(
      metric,
      group.label,
      missing.map(({ run }) => run.runId),
      missing[0]!.value.reason,
    );
  const notFinite = of('not-finite').map(({ run }) => run);
  if (notFinite.length > 0)
    throw new MetricNotFiniteError(
      metric,
      group.label,
      notFinite.map(({ seed }) => seed),
      notFinite.map(({ runId }) => runId),
    );
}

const names = ({ a, b }: Pair) => ({
  a: a.group.key,
  b: b.group.key,
  aLabel: a.group.label,
  bLabel: b.group.label,
});

const NOTHING = {
  n: 0,
  differences: [],
  difference: null,
  sd: null,
  interval: null,
  t: null,
  degreesOfFreedom: null,
  pT: null,
  pExact: null,
  pWilcoxon: null,
  pHolm: null,
  minimalP: null,
  effect: null,
  seedsNeeded: null,
} as const satisfies Partial<Comparison>;

const differencesOf = ({ seeds, a, b }: PairedSeeds): Comparison['differences'] =>
  seeds.map((seed) => ({ seed, difference: a.get(seed)! - b.get(seed)! }));

function testedComparison(
  pair: Pair,
  paired: PairedSeeds,
  judged: JudgedComparison,
  { alpha, planned, metric }: FamilyOptions,
): Comparison {
  const comparison = {
    ...names(pair),
    n: judged.seeds,
    differences: differencesOf(paired),
    difference: judged.mean,
    sd: judged.standardDeviation,
    interval: { ...judged.interval },
    t: judged.t.t,
    degreesOfFreedom: judged.t.degreesOfFreedom,
    pT: judged.t.p,
    pExact: judged.signFlipP,
    pWilcoxon: judged.wilcoxon.p,
    pHolm: judged.adjustedP,
    minimalP: judged.smallestReachableP,
    effect: judged.effectSize,
    verdict: judged.verdict.kind,
    seedsNeeded: seedsNeeded(alpha, planned),
    refusal: null,
  };
  return { ...comparison, claim: claimOf(comparison, { alpha, planned, metric }) };
}

function oneSeed(pair: Pair, paired: PairedSeeds, { alpha, planned, metric }: FamilyOptions): Comparison {
  const differences = differencesOf(paired);
  const comparison = {
    ...names(pair),
    ...NOTHING,
    n: 1,
    differences,
    difference: differences[0]!.difference,
    minimalP: smallestReachableP(1),
    verdict: 'cannot-be-shown' as const,
    seedsNeeded: seedsNeeded(alpha, planned),
    refusal: null,
  };
  return { ...comparison, claim: claimOf(comparison, { alpha, planned, metric }) };
}

function refused(pair: Pair, error: WorkbenchError): Comparison {
  return {
    ...names(pair),
    ...NOTHING,
    verdict: 'not-compared',
    claim: `${error.message} ${error.nextStep}`,
    refusal: serializeError(error),
  };
}
