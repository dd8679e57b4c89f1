import type { RuleNumber } from '#contract/stages';
import { aboutEqual } from '../../statistics/about-equal';
import { studentInterval } from '../../statistics/describe';
import { cellValues } from '../cell-values';
import type { Cell, Evidence } from '../evidence';
import { directionSign } from '../tuning';
import type { Condition, ConditionTerm } from './parse-condition';

export interface ConditionContext {
  readonly variants: ReadonlyMap<string, Cell>;
  readonly evidence: Evidence;
  /** `split.metric`. */
  readonly metric: string;
  /** Standard errors. */
  readonly margin: number;
}

export interface ConditionResult {
  readonly holds: boolean;
  readonly numbers: readonly RuleNumber[];
}

/** `about equal` of the statistics is twice the standard error; a rule states its own multiple. */
const STATISTICS_MARGIN = 2;

/** Judges a condition; every term is judged, so that the numbers behind a "no" are shown too. */
export function evaluateCondition(condition: Condition, context: ConditionContext): ConditionResult {
  const groups = condition.map((terms) => terms.map((term) => judge(term, context)));
  return {
    holds: groups.some((numbers) => numbers.every(({ holds }) => holds)),
    numbers: groups.flat(),
  };
}

function judge(term: ConditionTerm, context: ConditionContext): RuleNumber {
  if (term.kind === 'threshold') return judgeThreshold(term, context);
  if (term.slice === null) return judgePair(term, wholeDifferences(term, context), context);
  const values = term.value === null ? sliceValues(term, context) : [term.value];
  const judged = values.map((value) =>
    judgePair(
      { ...term, text: `${term.a} ${term.operator} ${term.b} in ${term.slice}=${value}` },
      sliceDifferences(term, value, context),
      context,
    ),
  );
  const [first] = judged;
  if (!first) {
    const text = `${term.text}: no stored predictions with the slice ${term.slice}`;
    return { term: term.text, holds: false, n: 0, value: null, needed: null, interval: null, text };
  }
  // "in phase" asks for one value in which it holds; the number shown is that one, or the one that comes closest.
  return (
    judged.find(({ holds }) => holds) ??
    judged.reduce((best, one) =>
      (one.value ?? -Infinity) - (one.needed ?? 0) > (best.value ?? -Infinity) - (best.needed ?? 0) ? one : best,
    )
  );
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const shown = (value: number): string => String(Number(value.toPrecision(3)));

function judgeThreshold(
  term: Extract<ConditionTerm, { kind: 'threshold' }>,
  { variants, evidence, metric }: ConditionContext,
): RuleNumber {
  const values = [...cellValues(evidence, variants.get(term.a)!, metric).values()].map(({ value }) => value);
  const { operator, threshold } = term;
  if (values.length === 0) {
    const text = `${term.text}: no finite value of ${metric}`;
    return { term: term.text, holds: false, n: 0, value: null, needed: threshold, interval: null, text };
  }
  const value = meanOf(values);
  const holds = operator === '>=' ? value >= threshold : value <= threshold;
  return {
    term: term.text,
    holds,
    n: values.length,
    value,
    needed: threshold,
    interval: values.length < 2 ? null : { ...studentInterval(values) },
    text: `${term.a} has ${metric} ${shown(value)}, which is ${holds ? '' : 'not '}${operator} ${threshold}`,
  };
}

type PairTerm = Extract<ConditionTerm, { kind: 'pair' }>;

/** Differences over the seeds that both have, signed so that above zero means that `a` is better. */
function wholeDifferences({ a, b }: PairTerm, { variants, evidence, metric }: ConditionContext): readonly number[] {
  const [first, second] = [a, b].map((id) => cellValues(evidence, variants.get(id)!, metric));
  return [...first!].flatMap(([seed, { value }]) => {
    const other = second!.get(seed);
    return other === undefined ? [] : [directionSign(metric) * (value - other.value)];
  });
}

function sliceValues({ a, slice }: PairTerm, { variants, evidence, metric }: ConditionContext): readonly string[] {
  const [run] = cellValues(evidence, variants.get(a)!, metric).values();
  const split = metric.slice(0, metric.indexOf('.'));
  return run ? (evidence.sliceValues(run.runId, split, slice!) ?? []) : [];
}

function sliceDifferences(
  { a, b, slice }: PairTerm,
  value: string,
  { variants, evidence, metric }: ConditionContext,
): readonly number[] {
  const [first, second] = [a, b].map((id) => cellValues(evidence, variants.get(id)!, metric));
  return [...first!].flatMap(([seed, { runId }]) => {
    const other = second!.get(seed);
    const own = evidence.sliceMetric(runId, metric, slice!, value);
    const theirs = other === undefined ? null : evidence.sliceMetric(other.runId, metric, slice!, value);
    return own === null || theirs === null ? [] : [directionSign(metric) * (own - theirs)];
  });
}

/** Better = above the margin; about equal = within it. One seed has no standard error: nothing can be told apart then. */
function judgePair(term: PairTerm, differences: readonly number[], { margin }: ConditionContext): RuleNumber {
  const n = differences.length;
  const base = { term: term.text, n };
  if (n < 2) {
    const value = n === 1 ? differences[0]! : null;
    const text = `${term.text}: ${n} paired ${n === 1 ? 'seed' : 'seeds'}, at least 2 are needed to tell anything apart`;
    return { ...base, holds: false, value, needed: null, interval: null, text };
  }
  const { difference, standardError } = aboutEqual(differences);
  const needed = margin * standardError;
  const isEqual = margin === STATISTICS_MARGIN ? aboutEqual(differences).isAboutEqual : Math.abs(difference) <= needed;
  const holds = term.operator === '~' ? isEqual : !isEqual && difference > 0;
  const words = isEqual ? 'within' : difference > 0 ? 'better by more than' : 'worse by more than';
  return {
    ...base,
    holds,
    value: difference,
    needed,
    interval: { ...studentInterval(differences) },
    text: `${term.text}: difference ${shown(difference)} over ${n} paired seeds, ${words} ${shown(needed)} (${margin} standard errors)`,
  };
}
