import type { Criterion } from '#contract/config/ladder';
import { beatsBaseline } from './beats-baseline';
import { baselinesStored } from './baselines-stored';
import { compared } from './compared';
import { configurationSaved } from './configuration-saved';
import type { CriterionContext, CriterionKind, CriterionRule } from './criterion-rule';
import { decided } from './decided';
import { exported } from './exported';
import { pending, type Finding } from './finding';
import { improves } from './improves';
import { metricReached } from './metric-reached';
import { noDiagnostic } from './no-diagnostic';
import { parametersEqual } from './parameters-equal';
import { queryFinds } from './query-finds';
import { reproduced } from './reproduced';
import { runsFinished } from './runs-finished';
import { sliced } from './sliced';

const RULES = {
  'runs-finished': runsFinished,
  metric: metricReached,
  improves,
  'no-diagnostic': noDiagnostic,
  query: queryFinds,
  compared,
  sliced,
  baselines: baselinesStored,
  'beats-baseline': beatsBaseline,
  parameters: parametersEqual,
  decided,
  'configuration-saved': configurationSaved,
  exported,
  reproduced,
  'any-of': anyOf,
} satisfies { readonly [K in CriterionKind]: CriterionRule<K> };

/** @returns what the evidence says to a criterion now */
export function evaluateCriterion(criterion: Criterion, context: CriterionContext): Finding {
  // The compiler cannot see that rule and criterion have the same kind; the table above does.
  const rule = RULES[criterion.kind] as CriterionRule<CriterionKind>;
  return rule(criterion, context);
}

function anyOf({ criteria }: Extract<Criterion, { kind: 'any-of' }>, context: CriterionContext): Finding {
  const findings = criteria.map((criterion) => evaluateCriterion(criterion, context));
  const met = findings.find(({ isMet }) => isMet);
  if (met) return met;
  const text = findings.map((finding) => finding.text).join('; ');
  if (!findings.every(({ isAnswered }) => isAnswered))
    return pending(text, findings.find(({ progress }) => progress)?.progress ?? null);
  return {
    isMet: false,
    isAnswered: true,
    text,
    evidence: findings.flatMap(({ evidence }) => evidence),
    progress: null,
  };
}
