import type { EvaluationSplit } from '#contract/ids';
import type { RunSummary } from '#contract/runs';

type Judged = Pick<RunSummary, 'metrics' | 'baselines'>;

/** Network beside logistic regression on one part; differences are network minus regression. */
export interface LogisticVerdict {
  readonly logLoss: number;
  readonly logistic: number;
  readonly difference: number;
  readonly isBeaten: boolean;
  /** The same of the macro F1 of the decision for macro F1, larger is better; null where either has none. */
  readonly correctedF1Difference: number | null;
}

/** @returns null until both have a log loss on this part */
export function logisticVerdict({ metrics, baselines }: Judged, split: EvaluationSplit): LogisticVerdict | null {
  const network = metrics[split];
  const regression = baselines['logistic']?.[split];
  const logLoss = network?.['log_loss'];
  const logistic = regression?.['log_loss'];
  if (typeof logLoss !== 'number' || typeof logistic !== 'number') return null;
  const difference = logLoss - logistic;
  const [ours, theirs] = [network?.['corrected_macro_f1'], regression?.['corrected_macro_f1']];
  return {
    logLoss,
    logistic,
    difference,
    isBeaten: difference < 0,
    correctedF1Difference: typeof ours === 'number' && typeof theirs === 'number' ? ours - theirs : null,
  };
}

/** @returns the parts on which something was judged, those of the validation part first */
export const judgedSplits = ({ metrics, baselines }: Judged): readonly EvaluationSplit[] =>
  (['validation', 'test'] as const).filter(
    (split) => metrics[split] !== undefined || Object.values(baselines).some((parts) => parts[split] !== undefined),
  );
