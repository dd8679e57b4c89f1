import type { StudyDetail } from '#contract/sweeps';
import { metricDescriptor } from '#contract/metrics';
import { formatAmount, formatDifference, formatNumber } from '../../lib/format';
import { ErrorCard } from '../../ui/error-card';
import { NumberText } from '../../ui/number';
import { baselineLabel, baselineVerdict, finishedObjectives, median } from './baseline-verdict';

/** The best trial beside what needs no model, and whether it is better. */
export function BaselineTable({ detail }: { readonly detail: StudyDetail }) {
  const { summary, baselines, trials } = detail;
  const { label, digits } = metricDescriptor(summary.objective.metric);
  const { direction, split } = summary.objective;
  const finished = finishedObjectives(trials);
  const sign = direction === 'maximize' ? 1 : -1;
  const format = (value: number | null) => formatNumber(value, digits);
  const rows = [
    ...[...baselines]
      .sort((a, b) => sign * (b.objective - a.objective))
      .map(({ id, objective }) => ({ name: capitalize(baselineLabel(id)), value: objective })),
    ...(summary.best === null
      ? []
      : [{ name: `Best trial, ${summary.best.number}`, value: summary.best.objective, isTrial: true }]),
    ...(finished.length < 2 ? [] : [{ name: `Median of ${finished.length}`, value: median(finished)!, isTrial: true }]),
  ];
  return (
    // A part that scrolls takes the focus, so that keys can scroll it.
    <section className="sweep-baselines" aria-label="Beside the baselines" tabIndex={0}>
      <h2 className="strong text-sm">Beside the baselines</h2>
      <Verdict detail={detail} />
      {rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{capitalize(split)}</th>
              <th scope="col" className="right">
                {label}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, value, ...rest }) => (
              <tr key={name}>
                <th scope="row" className={'isTrial' in rest ? 'text-1' : 'text-2'}>
                  {name}
                </th>
                <td className="right">
                  <NumberText value={format(value)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Verdict({ detail }: { readonly detail: StudyDetail }) {
  const { summary, baselines } = detail;
  const { digits } = metricDescriptor(summary.objective.metric);
  if (baselines.length === 0) {
    return (
      <p className="text-3 text-sm">
        {summary.counts.done + summary.counts.running === 0
          ? 'What needs no model appears here once a trial has started.'
          : 'This family reports no baseline for this metric: what the objective is worth cannot be said here.'}
      </p>
    );
  }
  const verdict = baselineVerdict(detail);
  if (verdict === null) return <p className="text-3 text-sm">No trial has finished yet.</p>;
  const { isBeaten, strongest, difference, better, finished } = verdict;
  const name = baselineLabel(strongest.id);
  if (!isBeaten) {
    return (
      <ErrorCard
        tone="warn"
        title={finished === 1 ? `The trial does not beat ${name}.` : `No trial beats ${name}.`}
        cause={`The best of ${finished} is ${formatDifference(difference, digits)} from it.`}
        nextStep="check the features before adding trials."
      />
    );
  }
  return (
    <ErrorCard
      tone="run"
      title={`The best trial is ${formatDifference(difference, digits)} from ${name}.`}
      cause={`${better} of ${formatAmount(finished, 'finished trial')} beat it. The best was chosen on the ${summary.objective.split} part itself: expect less on new data.`}
    />
  );
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
