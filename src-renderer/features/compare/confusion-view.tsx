import { useState } from 'react';
import type { ComparisonRequest, ConfusionTable } from '#contract/compare';
import { formatCount, formatDifference, formatNumber } from '../../lib/format';
import { useRequest } from '../../lib/query';
import { rampColour, rampTextColour } from '../../ui/chart/ramp';
import { Fault } from '../../ui/error-card';
import { Select } from '../../ui/select';
import { Skeleton } from '../../ui/skeleton';
import { largest, rowShares, shareDifferences } from './confusion-shares';

/** Two groups and their difference, cell by cell, as shares of the true class. */
export function ConfusionView({ request }: { readonly request: ComparisonRequest }) {
  const { data, error } = useRequest('compare:confusion', request);
  const [chosen, setChosen] = useState<{ readonly a: string | null; readonly b: string | null }>({ a: null, b: null });
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Skeleton rows={8} label="Reading the stored predictions" />;
  const find = (key: string | null, index: number) =>
    data.groups.find((group) => group.key === key) ?? data.groups[index] ?? data.groups[0]!;
  const [a, b] = [find(chosen.a, 0), find(chosen.b, 1)];
  const options = data.groups.map(({ key, label }) => ({ value: key, label }));
  return (
    <div className="compare-scroll" role="region" aria-label="Confusion, side by side" tabIndex={0}>
      <div className="compare-bar">
        <Select label="A" value={a.key} options={options} onValueChange={(key) => setChosen({ ...chosen, a: key })} />
        <Select label="B" value={b.key} options={options} onValueChange={(key) => setChosen({ ...chosen, b: key })} />
        <span className="text-3 text-xs">{data.split} part, share of the true class in %, mean over seeds</span>
      </div>
      <div className="confusion-side">
        <ShareMap title={`A: ${a.label}`} classes={data.classes} group={a} />
        <ShareMap title={`B: ${b.label}`} classes={data.classes} group={b} />
        <DifferenceMap classes={data.classes} a={a} b={b} />
      </div>
    </div>
  );
}

type ConfusionGroup = ConfusionTable['groups'][number];

function ShareMap({
  title,
  classes,
  group,
}: {
  readonly title: string;
  readonly classes: readonly string[];
  readonly group: ConfusionGroup;
}) {
  const shares = rowShares(group.counts);
  const most = largest(shares, 0.01);
  return (
    <Map
      title={`${title}, n = ${group.n}`}
      classes={classes}
      corner={`0 to ${formatNumber(most * 100, 0)} %`}
      last="F1"
      cells={shares}
      totals={group.counts.map((row) => row.reduce((sum, count) => sum + count, 0))}
      lasts={group.f1.map((value) => formatNumber(value, 3))}
      write={(share) => formatNumber(share * 100, 1)}
      look={(share) => rampLook(share / most)}
    />
  );
}

function DifferenceMap({
  classes,
  a,
  b,
}: {
  readonly classes: readonly string[];
  readonly a: ConfusionGroup;
  readonly b: ConfusionGroup;
}) {
  const differences = shareDifferences(rowShares(a.counts), rowShares(b.counts));
  const most = largest(differences, 0.1);
  return (
    <Map
      title="B − A, points; diagonal up is better"
      classes={classes}
      corner={`${formatDifference(-most, 1)} to ${formatDifference(most, 1)}`}
      last="Δ F1"
      cells={differences}
      totals={null}
      lasts={b.f1.map((value, index) => formatDifference(value - a.f1[index]!, 3))}
      write={(points) => formatDifference(points, 1)}
      look={(points) => divergingLook(points / most)}
    />
  );
}

const RAMP_STEPS = 8;

/** Whole steps only: between two of them no colour of a number has enough contrast. */
function rampLook(share: number): { readonly background: string; readonly color: string } {
  const step = Math.round(share * RAMP_STEPS) / RAMP_STEPS;
  return { background: rampColour(step), color: rampTextColour(step) };
}

const DIVERGING_STEPS = 4;

/** Numbers on the outer steps need the dark text of both themes' bright ends. */
function divergingLook(share: number): { readonly background: string; readonly color: string } {
  const step = Math.round(share * DIVERGING_STEPS);
  const name = step === 0 ? '0' : `${step < 0 ? 'n' : 'p'}${Math.abs(step)}`;
  return {
    background: `var(--diverge-${name})`,
    color: Math.abs(step) >= 3 ? 'var(--ramp-text-high)' : 'var(--text-1)',
  };
}

function Map({
  title,
  classes,
  corner,
  last,
  cells,
  totals,
  lasts,
  write,
  look,
}: {
  readonly title: string;
  readonly classes: readonly string[];
  /** Scale: values at both ends. */
  readonly corner: string;
  readonly last: string;
  readonly cells: readonly (readonly (number | null)[])[];
  readonly totals: readonly number[] | null;
  readonly lasts: readonly string[];
  readonly write: (value: number) => string;
  readonly look: (value: number) => { readonly background: string; readonly color: string };
}) {
  return (
    <figure className="confusion-map">
      <figcaption className="row-between">
        <span className="strong ellipsis">{title}</span>
        <span className="text-3 text-xs number">{corner}</span>
      </figcaption>
      <table aria-label={title}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">True class</span>
            </th>
            {classes.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col" className="right">
              {last}
            </th>
          </tr>
        </thead>
        <tbody>
          {cells.map((row, truth) => (
            <tr key={classes[truth]}>
              <th scope="row">
                {classes[truth]}
                {totals !== null && <span className="text-3 text-xs"> {formatCount(totals[truth])}</span>}
              </th>
              {row.map((value, predicted) => (
                <td
                  key={classes[predicted]}
                  className={truth === predicted ? 'confusion-cell confusion-diagonal' : 'confusion-cell'}
                  style={value === null ? undefined : look(value)}
                >
                  {value === null ? 'n/a' : write(value)}
                </td>
              ))}
              <td className="right number">{lasts[truth]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
