import { useState } from 'react';
import type { ComparisonRequest, SliceTable } from '#contract/compare';
import { metricDescriptor } from '#contract/metrics';
import { formatCount, formatDifference, formatNumber, NOT_AVAILABLE } from '../../lib/format';
import { useRequest } from '../../lib/query';
import { Fault } from '../../ui/error-card';
import { IconButton } from '../../ui/icon-button';
import { NumberText } from '../../ui/number';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { Skeleton } from '../../ui/skeleton';
import { intervalText } from './comparison-words';

type Shown = 'value' | 'difference';

/** The metric over parts of the stored predictions, described and not tested. */
export function SlicesView({ request }: { readonly request: ComparisonRequest }) {
  const [slice, setSlice] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown>('value');
  const { data, error } = useRequest('compare:slices', { request, slice }, { keepPrevious: true });
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Skeleton rows={8} label="Reading the stored predictions" />;
  return (
    <div className="compare-scroll" role="region" aria-label="Slices" tabIndex={0}>
      <div className="compare-bar">
        <Select
          label="Slice by"
          value={data.slice.name}
          options={data.available.map(({ name, label }) => ({ value: name, label }))}
          onValueChange={setSlice}
        />
        <Segmented<Shown>
          label="Show"
          value={shown}
          onValueChange={setShown}
          options={[
            { value: 'value', label: 'value ± sd' },
            { value: 'difference', label: 'difference' },
          ]}
        />
      </div>
      <SliceRows table={data} shown={shown} />
      <p className="compare-foot">
        Of the {data.split} part; nothing was trained again.
        {data.notes.map((note) => ` ${note}`)}
      </p>
    </div>
  );
}

function SliceRows({ table, shown }: { readonly table: SliceTable; readonly shown: Shown }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { digits } = metricDescriptor(table.metric);
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  return (
    <table className="compare-table" aria-label={`${metricDescriptor(table.metric).label} by ${table.slice.label}`}>
      <thead>
        <tr>
          <th scope="col">Configuration</th>
          <th scope="col" className="right">
            n
          </th>
          <th scope="col" className="right">
            All
          </th>
          {table.values.map(({ value, label, units }) => (
            <th key={value} scope="col" className="right">
              {label} <span className="text-3">{formatCount(units)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.flatMap((row) => [
          <tr key={row.key}>
            <th scope="row">
              <span className="row">
                <IconButton
                  icon={open.has(row.key) ? 'chevron-down' : 'chevron-right'}
                  label={`${open.has(row.key) ? 'Hide' : 'Show'} the seeds of ${row.label}`}
                  aria-expanded={open.has(row.key)}
                  onClick={() => toggle(row.key)}
                />
                <span className="medium ellipsis" title={row.label}>
                  {row.label}
                </span>
              </span>
            </th>
            <td className="right number">{formatCount(row.n)}</td>
            {row.cells.map((cell, index) => (
              <td key={index} className="right">
                {shown === 'value' ? (
                  <NumberText
                    value={formatNumber(cell.mean, digits)}
                    {...(cell.mean === null
                      ? {}
                      : { detail: cell.sd === null ? 'one seed' : `± ${formatNumber(cell.sd, digits)}` })}
                  />
                ) : (
                  <NumberText
                    value={cell.difference === null ? NOT_AVAILABLE : formatDifference(cell.difference, digits)}
                    {...(cell.differenceInterval === null
                      ? {}
                      : { detail: intervalText(cell.differenceInterval, digits, true) })}
                  />
                )}
              </td>
            ))}
          </tr>,
          ...(open.has(row.key) ? seedRows(row, digits) : []),
        ])}
      </tbody>
    </table>
  );
}

const seedRows = (row: SliceTable['rows'][number], digits: number) =>
  row.cells[0]!.seeds.map(({ seed }) => (
    <tr key={`${row.key} ${seed}`} className="compare-seed">
      <th scope="row">seed {seed}</th>
      <td />
      {row.cells.map(({ seeds }, index) => (
        <td key={index} className="right">
          <NumberText value={formatNumber(seeds.find((entry) => entry.seed === seed)?.value, digits)} />
        </td>
      ))}
    </tr>
  ));
