import { useState } from 'react';
import { byTableOrder } from '#contract/families';
import type { EvaluationSplit } from '#contract/ids';
import type { RunDetail } from '#contract/run-detail';
import { formatDifference, formatNumber } from '../../../lib/format';
import { ErrorCard } from '../../../ui/error-card';
import { Section } from '../../../ui/pane';
import { Segmented } from '../../../ui/segmented';
import { judgedSplits, logisticVerdict, type LogisticVerdict } from './logistic-verdict';

const COLUMNS = [
  { metric: 'log_loss', title: 'Log loss' },
  { metric: 'corrected_macro_f1', title: 'Corr. F1' },
  { metric: 'ece', title: 'ECE' },
] as const;

const NAMES: Readonly<Record<string, string>> = { logistic: 'Logistic', table: 'Table of overs', prior: 'Prior' };

/** The run beside what needs no network, and whether it is better than logistic regression. */
export function BesideBaselines({ detail }: { readonly detail: RunDetail }) {
  const { summary } = detail;
  const splits = judgedSplits(summary);
  const [chosen, setChosen] = useState<EvaluationSplit>('validation');
  const split = splits.includes(chosen) ? chosen : splits[0];
  if (split === undefined)
    return (
      <Section title="Beside the baselines">
        <p className="text-3 text-sm">Nothing has been judged yet.</p>
      </Section>
    );
  const verdict = logisticVerdict(summary, split);
  const rows = [
    { id: 'network', name: 'This network', metrics: summary.metrics[split] },
    ...byTableOrder(summary.family, Object.keys(summary.baselines)).map((id) => ({
      id,
      name: NAMES[id] ?? id,
      metrics: summary.baselines[id]![split],
    })),
  ];
  return (
    <>
      <Section title="Beside the baselines" detail={`seed ${summary.seed}`}>
        {splits.length > 1 && (
          <Segmented
            label="Part"
            value={split}
            onValueChange={setChosen}
            options={splits.map((one) => ({ value: one, label: one }))}
          />
        )}
        <table className="cricket-table" aria-label="Beside the baselines">
          <thead>
            <tr>
              <th scope="col">Predictor</th>
              {COLUMNS.map(({ title }) => (
                <th key={title} scope="col" className="right">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, metrics }) => (
              <tr key={id} data-selected={id === 'network' || undefined}>
                <td>{name}</td>
                {COLUMNS.map(({ metric }) => (
                  <td key={metric} className="number right">
                    {formatNumber(metrics?.[metric], 3)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="text-3 text-xs">
          Shipped weights of the ended run. Log loss, ECE: lower is better. Corr. F1: macro F1 of the decision that has
          a weight a class for it.
        </p>
      </Section>
      {verdict !== null && (
        <div className="cricket-note">
          <VerdictCard verdict={verdict} split={split} />
        </div>
      )}
    </>
  );
}

function VerdictCard({ verdict, split }: { readonly verdict: LogisticVerdict; readonly split: EvaluationSplit }) {
  const { logLoss, logistic, difference, isBeaten, correctedF1Difference } = verdict;
  const losses = `Log loss ${formatNumber(logLoss, 4)} against ${formatNumber(logistic, 4)} on ${split}, ${formatDifference(difference, 4)}.`;
  const f1 = correctedF1Difference === null ? '' : ` Corrected macro F1 ${formatDifference(correctedF1Difference, 4)}.`;
  return isBeaten ? (
    <ErrorCard
      tone="run"
      title="The log loss is below that of logistic regression."
      cause={`${losses}${f1} One seed, no interval: the balls of a match are not independent.`}
      nextStep="more seeds, and a paired interval over matches in Compare, before calling it better."
    />
  ) : (
    <ErrorCard
      tone="warn"
      title="The network does not beat logistic regression."
      cause={`${losses}${f1}`}
      nextStep="plain loss, a smaller network or more epochs; until then the regression is the better model."
    />
  );
}
